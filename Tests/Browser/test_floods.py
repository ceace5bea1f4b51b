"""Whatever is sent, by however many, the server stays small, quick and honest about what it cannot do."""

import asyncio
import collections
import concurrent.futures
import http.client
import os
import pathlib
import re
import resource
import socket
import sqlite3
import struct
import time

import pytest

from shopper import Shopper
from test_kill import kartify_process

MEGABYTES = 150


def status(process, name):
    """A line of what the kernel says of a process, in its own unit."""
    return int(re.search(rf"{name}:\s+(\d+)", pathlib.Path(f"/proc/{process}/status").read_text()).group(1))


def in_parallel(count, work):
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def send(installation, method, path, body=b"", headers=None):
    """Status, headers and body of one request through nginx, and how long it took."""
    begin = time.monotonic()
    connection = http.client.HTTPConnection("localhost", installation.port, timeout=60)
    try:
        connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read(), time.monotonic() - begin
    except (BrokenPipeError, ConnectionResetError):
        # nginx has said no before it had read it all.
        return 413, {}, b"", time.monotonic() - begin
    finally:
        connection.close()


def send_past_nginx(installation, path, body, cookie):
    """The status of one POST over FastCGI, straight to the program's socket."""

    def record(kind, content):
        return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content

    def pair(name, value):
        return b"".join(struct.pack(">I", len(text) | 1 << 31) for text in (name, value)) + name + value

    parameters = {
        "REQUEST_METHOD": "POST", "REQUEST_URI": path, "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)), "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "HTTP_COOKIE": cookie}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(installation.data / "run/kartify.sock"))
        head = record(1, bytes([0, 1, 0, 0, 0, 0, 0, 0]))
        head += record(4, b"".join(pair(name.encode(), value.encode()) for name, value in parameters.items())) + record(4, b"")
        try:
            connection.sendall(head)
            for start in range(0, len(body), 32768):
                connection.sendall(record(5, body[start:start + 32768]))
            connection.sendall(record(5, b""))
        except (BrokenPipeError, ConnectionResetError):
            pass  # The answer does not wait for a body that stays unread.
        try:
            answer = connection.recv(4096)
        except ConnectionResetError:
            return 503
    return int(re.search(rb"Status: (\d+)", answer).group(1)) if answer else 503


@pytest.mark.parametrize("path, size, count", [("/account/login", 1, 32), ("/admin/login", 20, 4), ("/admin/catalog-manager/imports", 20, 16)])
def test_a_flood_of_forms_costs_next_to_no_memory(installation, path, size, count):
    body = b"a&" * (size << 19)
    jar = send(installation, "GET", "/account/login")[1]["Set-Cookie"].split(";")[0]
    through = in_parallel(count, lambda _: send(installation, "POST", path, body, {"Cookie": jar})[0])
    assert set(through) <= {413, 429, 503, 303}, through
    past = in_parallel(count, lambda _: send_past_nginx(installation, path, body, jar))
    assert set(past) <= {413, 503, 303}, past
    assert status(kartify_process(installation), "VmHWM") < MEGABYTES << 10


def test_a_flood_of_sign_ins_costs_neither_the_memory_nor_the_other_pages(installation):
    token = re.search(r'name="csrf" value="([^"]+)"', Shopper(installation.shop).get("/account/login")[1]).group(1)
    assert token

    def guess(number):
        shopper = Shopper(installation.shop)
        try:
            _, page, _ = shopper.get("/account/login")
            return shopper.post("/account/login", page, email=f"nobody{number}@example.com", password="a guess")[0]
        except ConnectionError:
            return 503

    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        guesses = [pool.submit(guess, number) for number in range(128)]
        pages = [send(installation, "GET", "/product/1")[0] for _ in range(50)]
        assert set(pages) == {200}
        assert {one.result() for one in guesses} <= {422, 429, 503}
    assert status(kartify_process(installation), "VmHWM") < MEGABYTES << 10


def test_while_another_process_holds_the_database_writers_are_refused_at_once_and_pages_are_read(installation):
    shopper = Shopper(installation.shop)
    _, page, _ = shopper.get("/product/4")
    cookie = "; ".join(f"{one.name}={one.value}" for one in next(
        handler for handler in shopper.opener.handlers if hasattr(handler, "cookiejar")).cookiejar)
    token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    body = f"csrf={token}&quantity=1".encode()

    def fill(_):
        return send(installation, "POST", "/product/4/cart-lines", body, {"Cookie": cookie})

    with sqlite3.connect(installation.data / "kartify.sqlite", isolation_level=None) as store:
        store.execute("BEGIN IMMEDIATE")
        with concurrent.futures.ThreadPoolExecutor(24) as pool:
            writers = [pool.submit(fill, number) for number in range(24)]
            refused = next(one.result() for one in concurrent.futures.as_completed(writers))
            assert refused[0] == 503 and refused[1]["Retry-After"] == "5" and refused[3] < 5
            assert send(installation, "GET", "/product/4")[0] == 200
            assert send(installation, "GET", "/readyz")[0] == 503
            store.execute("ROLLBACK")
            assert {one.result()[0] for one in writers} <= {303, 503}
    store.close()
    assert fill(0)[0] == 303


def test_an_address_or_headers_that_are_too_long_are_told_in_a_page(installation):
    long = "a" * 19_000
    assert send(installation, "GET", f"/?q={long}", headers={"X-Long": long})[0] == 200
    for path, headers in [("/", {f"X-{number}": "a" * 10_000 for number in range(12)}), (f"/?q={long}{long}", {})]:
        status, _, page, _ = send(installation, "GET", path, headers=headers)
        assert status == 431 and b"That is too long" in page


def test_a_socket_that_was_removed_is_put_back(installation):
    path = installation.data / "run/kartify.sock"
    path.unlink()
    assert send(installation, "GET", "/")[0] == 503
    end = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < end
    while (found := send(installation, "GET", "/")[0]) != 200:
        assert found == 503 and time.monotonic() < end


def processor_seconds(process):
    """What a process has used of the processors so far."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_without_a_descriptor_to_spare_the_workers_do_not_spin_and_go_on_when_there_is_one(installation):
    process = kartify_process(installation)
    usual = resource.prlimit(process, resource.RLIMIT_NOFILE)
    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        try:
            resource.prlimit(process, resource.RLIMIT_NOFILE, (3, usual[1]))
            # Each of the 16 workers that wait already has a descriptor for what it waits for.
            asked = [pool.submit(send, installation, "GET", "/healthz") for _ in range(24)]
            while len(concurrent.futures.wait(asked, timeout=1).done) < 16:
                pass
            before = processor_seconds(process)
            assert concurrent.futures.wait(asked, timeout=2).not_done
            assert processor_seconds(process) - before < 0.5
        finally:
            resource.prlimit(process, resource.RLIMIT_NOFILE, usual)
        assert {one.result()[0] for one in asked} == {200}


async def crowd(installation, path, count):
    """The answers that so many get who all come at once."""

    async def one():
        reader, writer = await asyncio.open_connection("127.0.0.1", installation.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = (await reader.read(-1)).decode(errors="replace")
        writer.close()
        return answer

    return await asyncio.gather(*(one() for _ in range(count)))


@pytest.mark.parametrize("path, served", [("/product/1", 200), ("/api/v1/inventory", 401)])
def test_more_than_can_wait_are_told_to_come_again(installation, path, served):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    answers = asyncio.run(crowd(installation, path, 3000))
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    counts = collections.Counter(int(answer.split(" ", 2)[1]) for answer in answers)
    assert set(counts) <= {served, 503} and counts[served] >= 1000, counts
    for answer in answers:
        if answer.startswith("HTTP/1.1 503"):
            assert "\r\nRetry-After: 5\r\n" in answer
            assert not path.startswith("/api/") or '"code":"unavailable"' in answer
