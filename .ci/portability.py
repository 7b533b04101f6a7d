"""Check that every run-time dependency, at its pinned version, has a wheel where offices run it: ``make portability``.

Asks pip for each platform and Python version, as ``pip download --only-binary=:all: --platform …`` would, without
fetching the wheels themselves. What has no wheel is named; the exit code
is then 1. jieba and other pure Python packages that ship as a source archive alone build anywhere and are allowed.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLATFORMS = {
    "Linux x86-64": [f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 26, 24, 17)] + ["manylinux2014_x86_64"],
    "Linux ARM64": [f"manylinux_2_{minor}_aarch64" for minor in (28, 27, 26, 24, 17)] + ["manylinux2014_aarch64"],
    "Windows x86-64": ["win_amd64"],
    "macOS ARM64": [f"macosx_{major}_0_arm64" for major in (14, 13, 12, 11)],
}
VERSIONS = ("3.11", "3.12", "3.13")
PURE = {"jieba"}
"""Pure Python, published as a source archive only."""


def requirements() -> list[str]:
    """The run-time dependencies at their pinned versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = dict(
        line.strip().lower().split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    )
    names = [
        dependency.split(">")[0].split("=")[0].split("[")[0].lower() for dependency in project["dependencies"]
    ]
    return [f"{name}=={pins.get(name) or pins[name.replace('-', '_')]}" for name in names]


def have_wheels(wanted: list[str], platforms: list[str], version: str) -> bool:
    """Whether pip finds a wheel of every package for a platform and Python version; it downloads their metadata only."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--only-binary=:all:", "--target", folder, "--ignore-installed"]
        command += ["--python-version", version, "--implementation", "cp"]
        for platform in platforms:
            command += ["--platform", platform]
        return subprocess.run([*command, *wanted], capture_output=True, check=False).returncode == 0


def main() -> int:
    """Print a line for each platform and version."""
    wanted = [requirement for requirement in requirements() if requirement.split("==")[0] not in PURE]
    bad = False
    for name, platforms in PLATFORMS.items():
        for version in VERSIONS:
            missing = (
                []
                if have_wheels(wanted, platforms, version)
                else [requirement for requirement in wanted if not have_wheels([requirement], platforms, version)]
            )
            bad = bad or bool(missing)
            told = f"no wheel of {', '.join(missing)}" if missing else "all have wheels"
            sys.stdout.write(f"{name}, Python {version}: {told}\n")
            sys.stdout.flush()
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
