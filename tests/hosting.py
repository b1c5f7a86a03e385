"""What deploy/ describes, on loopback: nginx with deploy/nginx.conf in front of replicas of the explorer."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

from paritrana.paths import ROOT

NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))
NO_NGINX = "no nginx here: what deploy/nginx.conf does is seen where it is installed (apt-get install nginx-light)"
PATIENCE = 60  # seconds
FORGIVEN = 2.5  # seconds after which the proxy asks again a replica that was gone (fail_timeout in replicas.conf)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Hosting:
    """`with Hosting(folder) as site:` serves at site.url; replicas are started, stopped and killed by their number."""

    def __init__(self, folder: Path, replicas: int = 2):
        self.folder, self.ports = folder, [free_port() for _ in range(replicas)]
        self.url = f"http://127.0.0.1:{free_port()}"
        self.secure = f"https://127.0.0.1:{free_port()}" if shutil.which("openssl") else ""  # "": no certificate
        self._running: dict[int, subprocess.Popen] = {}

    def __enter__(self) -> "Hosting":
        self._render()
        user = "user root root; " if os.geteuid() == 0 else ""  # else its workers may not enter a folder of ours
        self._proxy = subprocess.Popen(
            [NGINX, "-p", self.folder / "nginx", "-c", "nginx.conf", "-g", f"{user}daemon off;"],
            stdout=(self.folder / "access").open("wb"), stderr=(self.folder / "error").open("wb"),
        )  # fmt: skip
        for number in range(len(self.ports)):
            self.launch(number)
        for number in range(len(self.ports)):
            self.wait(number)
        return self

    def __exit__(self, *_) -> None:
        for number in list(self._running):
            self.stop(number)
        self._proxy.terminate()
        self._proxy.wait(PATIENCE)

    def _render(self) -> None:
        """deploy/ as it is, but for the two places it names, the ports, and the replicas' addresses."""
        shutil.copytree(ROOT / "deploy", self.folder / "nginx")
        (self.folder / "written").mkdir()
        conf = self.folder / "nginx" / "nginx.conf"
        text = conf.read_text()
        assert text.count("127.0.0.1:8079") == 2
        text = text.replace("127.0.0.1:8079", f"127.0.0.1:{free_port()}")
        conf.write_text(text.replace(" /tmp/", f" {self.folder}/written/"))
        listen = conf.with_name("listen.conf")
        secure = self._certified(listen.read_text()) if self.secure else ""
        listen.write_text(f"listen {self.url.removeprefix('http://')};\n{secure}")
        lines = re.findall(r"^server \S+( .*)$", conf.with_name("replicas.conf").read_text(), re.MULTILINE)
        conf.with_name("replicas.conf").write_text(
            "".join(f"server 127.0.0.1:{port}{how}\n" for port, how in zip(self.ports, lines, strict=True))
        )

    def _certified(self, listen: str) -> str:
        """The lines for TLS that listen.conf proposes, with a certificate made here."""
        tls = self.folder / "tls"
        tls.mkdir()
        made = ["-keyout", tls / "privkey.pem", "-out", tls / "fullchain.pem", "-subj", "/CN=127.0.0.1"]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *made], check=True,
                       capture_output=True)  # fmt: skip
        text = "\n".join(re.findall(r"^#   ((?:listen|ssl_\w+) .*;)$", listen, re.MULTILINE))
        assert text.count(" ssl;") == 1 and text.count("/etc/nginx/tls") == 2
        return text.replace("/etc/nginx/tls", str(tls)).replace("8443", self.secure.removeprefix("https://"))

    def launch(self, number: int) -> None:
        """Start a replica; `wait` for its first page."""
        command = [sys.executable, "-m", "paritrana", "app", "--host", "127.0.0.1", "--port", str(self.ports[number])]
        env = os.environ | {"STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true"}
        with (self.folder / f"replica{number}").open("ab") as log:
            self._running[number] = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)

    def wait(self, number: int) -> None:
        """Until deploy/alive.py, the health check of the image, says that a page is drawn."""
        for _ in range(PATIENCE * 4):
            if not subprocess.run([sys.executable, "-S", ROOT / "deploy" / "alive.py"], capture_output=True,
                                  env=os.environ | {"PORT": str(self.ports[number])}).returncode:  # fmt: skip
                return
            assert self._running[number].poll() is None, (self.folder / f"replica{number}").read_text()
            time.sleep(0.25)
        raise TimeoutError((self.folder / f"replica{number}").read_text())

    def stop(self, number: int, how: int = signal.SIGTERM) -> None:
        process = self._running.pop(number)
        process.send_signal(how)
        try:
            process.wait(10)  # as compose.yaml has it
        except subprocess.TimeoutExpired:
            process.kill()

    def sessions(self, number: int) -> int:
        """How many pages a replica has open."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[number]}/_stcore/metrics") as answer:
            lines = answer.read().decode().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("active_sessions "))

    def cookie(self, number: int) -> str:
        """A cookie that leads to a replica."""
        for _ in range(100):
            cookie = uuid.uuid4().hex
            self.ask(f"/_stcore/health?{cookie}", Cookie=f"paritrana={cookie}")
            line = next(line for line in self.log() if cookie in line["uri"])
            if line["replica"].endswith(f":{self.ports[number]}"):
                return cookie
        raise AssertionError("the other replica gets everybody")

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in small letters) and body of an answer through the proxy."""
        request = urllib.request.Request(self.url + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        try:
            answer = urllib.request.urlopen(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            found = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status, found, answer.read()

    def log(self) -> list[dict]:
        """The proxy's lines, one a request."""
        time.sleep(0.1)  # a line is written when the answer is gone
        return [json.loads(line) for line in (self.folder / "access").read_text().splitlines()]


class NewVisitors:
    """`with NewVisitors(site) as seen:` opens the front page's address again and again; seen.bad is what went wrong."""

    def __init__(self, site: Hosting, pause: float = 0.02):
        self._site, self._pause, self._end = site, pause, threading.Event()
        self.good, self.bad = 0, []
        self._thread = threading.Thread(target=self._go, daemon=True)

    def __enter__(self) -> "NewVisitors":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._end.set()
        self._thread.join(PATIENCE)

    def _go(self) -> None:
        while not self._end.wait(self._pause):
            for path, sign in (("/", b"<title>"), ("/_stcore/health", b"ok"), ("/app/static/icon.png", b"PNG")):
                with contextlib.suppress(OSError):
                    status, _, body = self._site.ask(path)
                    if status == 200 and sign in body:
                        self.good += 1
                        continue
                    self.bad.append((path, status))
                    continue
                self.bad.append((path, "cut"))
