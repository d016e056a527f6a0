"""The container image: built and run where podman or docker is there, else its steps tried one by one."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import ROOT, without_settings
from tests.conftest import free_port
from tests.waiting import HANG, wait_until

pytestmark = pytest.mark.long
RECIPE = ROOT / "deploy" / "Containerfile"


def steps() -> list[tuple[str, str]]:
    """The instructions of the recipe."""
    lines = RECIPE.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    for name, usual in [line[4:].split("=", 1) for line in lines if line.startswith("ARG ")]:
        lines = [line.replace(f"${name}", usual) for line in lines]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines if line and line[0] != "#"]


def of(instruction: str) -> list[str]:
    """What an instruction says each time it stands there."""
    return [said for name, said in steps() if name == instruction]


def engine() -> str | None:
    """A program that can build and run images here."""
    for name in ("podman", "docker"):
        if (
            shutil.which(name)
            and not subprocess.run([name, "info"], capture_output=True, check=False).returncode
        ):
            return name
    return None


def _for_all(path: Path) -> bool:
    """Whether every user can come to a path."""
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in path.parents)


@pytest.mark.skipif(engine() is None, reason="neither podman nor docker runs here")
def test_the_image_is_built_runs_and_is_well(tmp_path: Path) -> None:
    program, name, port = str(engine()), f"pressearchiv-test-{os.getpid()}", free_port()
    subprocess.run([program, "build", "-f", str(RECIPE), "-t", name, str(ROOT)], check=True)
    volume = ("-v", f"{name}:/data")
    try:
        run = [program, "run", "-d", "--name", name, *volume, "-p", f"127.0.0.1:{port}:8501", name]
        subprocess.run(run, check=True)
        check = json.loads(of("HEALTHCHECK")[0].split("CMD ", 1)[1])
        wait_until(lambda: not subprocess.run([program, "exec", name, *check], check=False).returncode)
        user = subprocess.run([program, "exec", name, "id", "-u"], capture_output=True, text=True, check=True)
        assert user.stdout.strip() == "10001"
    finally:
        for command in (("rm", "-f", name), ("volume", "rm", "-f", name), ("rmi", "-f", name)):
            subprocess.run([program, *command], check=False, capture_output=True)


def test_every_file_that_is_copied_is_there_and_the_package_needs_no_other() -> None:
    copied = {source for said in of("COPY") if "--from" not in said for source in said.split()[:-1]}
    assert all((ROOT / source).exists() for source in copied)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packages = re.search(r"only-include = \[(.*)\]", project)
    assert packages
    assert set(re.findall(r'"(\w+)"', packages[1])) <= copied
    assert {"README.md", "LICENSE", "NOTICE.md"} <= copied


def test_it_is_run_by_nobody_special_with_one_volume() -> None:
    user = of("USER")[0]
    assert user.isdecimal()
    assert f"--uid {user} " in " ".join(of("RUN"))
    assert of("VOLUME") == ["/data"]
    assert dict(said.split("=", 1) for said in of("ENV"))["PRESSEARCHIV_DATA"] == "/data"
    assert steps().index(("USER", user)) < steps().index(("ENTRYPOINT", '["pressearchiv"]'))


@pytest.mark.skipif(engine() is not None, reason="the image itself is built")
def test_the_steps_of_the_recipe_one_by_one(tmp_path: Path) -> None:
    place, source, data = tmp_path / "opt", tmp_path / "src", tmp_path / "data"
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent.owner() == "root" and str(parent).startswith("/tmp/pytest"):
            parent.chmod(0o755)
    source.mkdir()
    for said in of("COPY"):
        if "--from" not in said:
            *sources, target = said.split()
            for name in sources:
                to = tmp_path / target.lstrip("/") / (name if target.endswith("/") else "")
                (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, to)
    for command in of("RUN"):
        if "/opt/pressearchiv" in command:
            done = command.replace("/opt/pressearchiv", str(place)).replace("/src", str(source))
            subprocess.run(done.replace("python -m", f"{sys.executable} -m"), shell=True, check=True)
    user, port = int(of("USER")[0]), free_port()
    if not (os.geteuid() == 0 and _for_all(Path(sys.executable).resolve()) and _for_all(place)):
        user = os.geteuid()  # nobody else could run this Python
    data.mkdir()
    os.chown(data, user, user)
    settings = dict(said.split("=", 1) for said in of("ENV"))
    settings |= {
        "PATH": f"{place}/bin:{os.environ['PATH']}",
        "PRESSEARCHIV_DATA": str(data),
        "HOME": str(data),
    }
    env = {**without_settings(), **settings, "PRESSEARCHIV_PORT": str(port)}
    arguments = [f"{place}/bin/{json.loads(of('ENTRYPOINT')[0])[0]}", *json.loads(of("CMD")[0])]
    as_user = {"cwd": data, "env": env}
    if user != os.geteuid():
        as_user |= {"user": user, "group": user, "extra_groups": []}
    check = json.loads(of("HEALTHCHECK")[0].split("CMD ", 1)[1].replace("8501", str(port)))
    process = subprocess.Popen(arguments, **as_user)  # type: ignore[call-overload]
    try:
        began = time.monotonic()
        while subprocess.run(check, env=env, check=False, capture_output=True).returncode:
            assert process.poll() is None
            assert time.monotonic() < began + HANG
        owner = {path.stat().st_uid for path in data.rglob("*")}
        assert owner == {user}
        shutil.move(data / "archive.sqlite", tmp_path / "away.sqlite")
        assert subprocess.run(check, env=env, check=False, capture_output=True).returncode, "it is not well"
    finally:
        process.terminate()
        assert process.wait(HANG) in (0, -15)
