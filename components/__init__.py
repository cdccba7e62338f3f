"""AI Moves: what companies say they will invest in AI, side by side, each figure with its source."""
