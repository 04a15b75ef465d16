# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What client libraries and scrapers send, byte for byte, where they are not run themselves."""

import contextlib
import http.client

import exposition
import harness
import protobuf


def request(line, *fields, body=b""):
    """A request with the length of its body counted, unless it comes in chunks."""
    fields = ("Host: 127.0.0.1:9091",) + fields
    if not any(field.startswith("Transfer-Encoding") for field in fields):
        fields += (f"Content-Length: {len(body)}",)
    return "\r\n".join((line + " HTTP/1.1",) + fields + ("", "")).encode() + body


def chunks(*pieces):
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


class Recorded(harness.GatewayTest):
    def send(self, *requests):
        """Sends them one after the other over one connection; gives status, headers and body of the last answer."""
        with contextlib.closing(self.gateway.connect()) as connection:
            for one in requests:
                connection.sendall(one)
                answer = http.client.HTTPResponse(connection, method=one.split(b" ", 1)[0].decode())
                with contextlib.closing(answer):
                    answer.begin()
                    self.status, self.headers, self.body = answer.status, answer.headers, answer.read().decode()

    def assertAccepted(self, *requests):
        self.send(*requests)
        self.assertEqual((self.status, self.body), (202, ""))


class Cpp(Recorded):
    """prometheus-cpp newer than Debian's, which encodes path parts: Push() is POST, PushAdd() is PUT; sum and count
    come before buckets and quantiles."""

    TEXT = b"""\
# HELP took_seconds Took.
# TYPE took_seconds histogram
took_seconds_count{kind="a"} 3
took_seconds_sum{kind="a"} 5.5
took_seconds_bucket{kind="a",le="0.1"} 1
took_seconds_bucket{kind="a",le="1"} 2
took_seconds_bucket{kind="a",le="+Inf"} 3
# HELP size_bytes Size.
# TYPE size_bytes summary
size_bytes_count 2
size_bytes_sum 4
size_bytes{quantile="0.5"} Nan
size_bytes{quantile="0.9"} Nan
# HELP heat A "gauge" of heat.
# TYPE heat gauge
heat Nan
# HELP build_info
# TYPE build_info gauge
build_info{version="1.2"} 1
# HELP done_total Done.
# TYPE done_total counter
done_total 2
"""
    FIELDS = ("Accept: */*", "Content-Type: text/plain; version=0.0.4; charset=utf-8")

    def test_push_and_push_add(self):
        path = "/metrics/job/batch/instance@base64/YS9i"
        self.assertAccepted(request("POST " + path, *self.FIELDS, body=self.TEXT),
                            request("PUT " + path, *self.FIELDS, body=self.TEXT))
        samples = self.gateway.samples()
        group = 'instance="a/b",job="batch"'
        self.assertNotEqual(samples.pop(f"heat{{{group}}}"), 0)  # not a number
        self.assertEqual(samples, {
            f'took_seconds_bucket{{{group},kind="a",le="0.1"}}': 2,
            f'took_seconds_bucket{{{group},kind="a",le="1"}}': 4,
            f'took_seconds_bucket{{{group},kind="a",le="+Inf"}}': 6, f'took_seconds_sum{{{group},kind="a"}}': 11,
            f'took_seconds_count{{{group},kind="a"}}': 6,
            f"size_bytes_sum{{{group}}}": 8, f"size_bytes_count{{{group}}}": 4,
            f'build_info{{{group},version="1.2"}}': 1, f"done_total{{{group}}}": 4})

    def test_delete(self):
        self.gateway.push("a 1\n", "/metrics/job/batch")
        self.assertAccepted(request("DELETE /metrics/job/batch", *self.FIELDS))
        self.assertExposed({})

    def test_large_body_waits_for_100_continue(self):
        body = b"".join(b'done_total{n="%d"} 1\n' % n for n in range(60000))
        whole = request("POST /metrics/job/batch", *self.FIELDS, "Expect: 100-continue", body=body)
        head = whole[:len(whole) - len(body)]
        with contextlib.closing(self.gateway.connect()) as connection:
            connection.sendall(head)
            self.assertEqual(connection.recv(1000), b"HTTP/1.1 100 Continue\r\n\r\n")
            connection.sendall(body)
            answer = http.client.HTTPResponse(connection)
            with contextlib.closing(answer):
                answer.begin()
                self.assertEqual(answer.status, 202)
        self.assertEqual(len(self.gateway.samples()), 60000)


class Promjs(Recorded):
    """promjs in a page of another origin by XMLHttpRequest: whole numbers first among the buckets, +Inf before
    fractions, because that is how JavaScript orders keys."""

    flags = ("--web.cors.origins=https://shop.example",)
    FIELDS = ("Accept: */*", "Origin: https://shop.example", "Referer: https://shop.example/", "Sec-Fetch-Mode: cors",
              "Sec-Fetch-Site: cross-site", "Content-Type: text/plain;charset=UTF-8",
              "Accept-Encoding: gzip, deflate, br")
    TEXT = b"""\
# HELP clicks Clicks.
# TYPE clicks counter
clicks{page="/"} 2
# HELP took_seconds Took.
# TYPE took_seconds histogram
took_seconds_count{page="/"} 4
took_seconds_sum{page="/"} 17.5
took_seconds_bucket{page="/",le="1"} 2
took_seconds_bucket{page="/",le="10"} 3
took_seconds_bucket{page="/",le="+Inf"} 4
took_seconds_bucket{page="/",le="0.5"} 1
"""

    def test_push_twice(self):
        for path in ("/metrics/", "/api/ui/metrics"):
            self.assertAccepted(request("POST " + path, *self.FIELDS, body=self.TEXT))
            self.assertEqual(self.headers["Access-Control-Allow-Origin"], "https://shop.example")
        self.assertExposed({
            'clicks{page="/"}': 4,
            'took_seconds_bucket{page="/",le="0.5"}': 2, 'took_seconds_bucket{page="/",le="1"}': 4,
            'took_seconds_bucket{page="/",le="10"}': 6, 'took_seconds_bucket{page="/",le="+Inf"}': 8,
            'took_seconds_sum{page="/"}': 35, 'took_seconds_count{page="/"}': 8})

    def test_preflight_of_a_put(self):
        self.send(request("OPTIONS /metrics/job/page", "Origin: https://shop.example",
                          "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: content-type"))
        self.assertIn(self.status, (200, 204))
        self.assertEqual(self.headers["Access-Control-Allow-Origin"], "https://shop.example")
        self.assertIn("PUT", self.headers["Access-Control-Allow-Methods"])
        self.assertIn("content-type", self.headers["Access-Control-Allow-Headers"].lower())

    def test_page_of_a_stranger(self):
        fields = [field.replace("shop.example", "evil.example") for field in self.FIELDS]
        self.send(request("POST /metrics/", *fields, body=self.TEXT))
        self.assertEqual(self.status, 403)
        self.assertExposed({})

    def test_beacon_of_a_leaving_page(self):
        fields = [field.replace("cors", "no-cors") for field in self.FIELDS]
        self.assertAccepted(request("POST /metrics/job/page", *fields, body=b"clicks 1"))
        self.assertExposed({'clicks{job="page"}': 1})

    def test_beacon_that_counts_up(self):
        fields = [field.replace("cors", "no-cors") for field in self.FIELDS]
        for _ in range(3):
            self.assertAccepted(request("POST /api/v2/inc/job/page?name=clicks_total&label.path=%2Fcart", *fields))
        self.assertExposed({'clicks_total{job="page",path="/cart"}': 3})
        fields = [field.replace("shop.example", "evil.example") for field in fields]
        self.send(request("POST /api/v2/inc/job/page?name=clicks_total", *fields))
        self.assertEqual(self.status, 403)


class DotNet(Recorded):
    """prometheus-net's MetricPusher: running totals every second, in chunks, over one connection."""

    FIELDS = ("Content-Type: text/plain; version=0.0.4; charset=utf-8", "Transfer-Encoding: chunked")

    def push(self, total):
        text = [b"# HELP done_total Done.\n# TYPE done_total counter\n", b'done_total{kind="a"} %d' % total, b"\n"]
        return request("POST /metrics/job/service/instance/a", *self.FIELDS, body=chunks(*text))

    def test_each_push_adds(self):
        self.assertAccepted(*(self.push(total) for total in (1, 2, 3)))
        self.assertExposed({'done_total{instance="a",job="service",kind="a"}': 6})

    def test_a_push_cut_within_its_chunks_is_not_merged(self):
        with contextlib.closing(self.gateway.connect()) as connection:
            connection.sendall(self.push(1)[:-len(b"0\r\n\r\n")])
            connection.shutdown(1)
            connection.recv(1000)
        self.assertAccepted(self.push(5))
        self.assertExposed({'done_total{instance="a",job="service",kind="a"}': 5})


class Php(Recorded):
    """PromPHP by Guzzle."""

    FIELDS = ("User-Agent: GuzzleHttp/7", "Content-Type: text/plain; version=0.0.4")
    TEXT = b"""\
# HELP app_done_total Done.
# TYPE app_done_total counter
app_done_total{kind="a"} 1
# HELP php_info Information about the PHP environment.
# TYPE php_info gauge
php_info{version="8.2"} 1
"""

    def test_push_and_delete(self):
        self.assertAccepted(request("PUT /metrics/job/cron/instance/a", *self.FIELDS, body=self.TEXT),
                            request("POST /metrics/job/cron/instance/a", *self.FIELDS, body=self.TEXT))
        self.assertExposed({'app_done_total{instance="a",job="cron",kind="a"}': 2,
                            'php_info{instance="a",job="cron",version="8.2"}': 1})
        self.assertAccepted(request("DELETE /metrics/job/cron/instance/a", *self.FIELDS))
        self.assertExposed({})


class Ruby(Recorded):
    """client_ruby by Net::HTTP."""

    FIELDS = ("Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3", "Accept: */*", "User-Agent: Ruby",
              "Content-Type: text/plain; version=0.0.4")
    TEXT = b"""\
# TYPE done_total counter
# HELP done_total Done.
done_total{kind="a"} 1.0
# TYPE took_seconds histogram
# HELP took_seconds Took.
took_seconds_bucket{kind="a",le="0.1"} 1.0
took_seconds_bucket{kind="a",le="+Inf"} 2.0
took_seconds_sum{kind="a"} 3.5
took_seconds_count{kind="a"} 2.0
"""

    def test_add_replace_and_delete(self):
        path = "/metrics/job/two%20words/path@base64/L3Zhci9saWI="
        self.assertAccepted(request("POST " + path, *self.FIELDS, body=self.TEXT),
                            request("PUT " + path, *self.FIELDS, body=self.TEXT))
        group = 'job="two words",kind="a",path="/var/lib"'
        self.assertExposed({
            f"done_total{{{group}}}": 2, f'took_seconds_bucket{{{group},le="0.1"}}': 2,
            f'took_seconds_bucket{{{group},le="+Inf"}}': 4, f"took_seconds_sum{{{group}}}": 7,
            f"took_seconds_count{{{group}}}": 4})
        self.assertAccepted(request("DELETE " + path, *self.FIELDS[:3]))
        self.assertExposed({})


class OldJava(Recorded):
    """simpleclient by HttpURLConnection, with its times of creation."""

    FIELDS = ("Content-Type: text/plain; version=0.0.4; charset=utf-8", "User-Agent: Java/17.0.9",
              "Accept: text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "Connection: keep-alive")

    def push(self, created):
        text = f"# HELP done_total Done.\n# TYPE done_total counter\ndone_total 1.0\n" \
               f"# HELP done_created Done.\n# TYPE done_created gauge\ndone_created {created}\n"
        return request("POST /metrics/job/batch/instance/", *self.FIELDS, body=text.encode())

    def test_times_of_creation_are_not_summed(self):
        self.assertAccepted(self.push("1.7E9"), self.push("1.8E9"))
        self.assertExposed({'done_total{job="batch"}': 2, 'done_created{job="batch"}': 1.7e9})


class PowerShell(Recorded):
    """Invoke-WebRequest, which calls text a form and ends lines as Windows does."""

    def test_push(self):
        self.assertAccepted(request(
            "POST /metrics/job/backup", "User-Agent: Mozilla/5.0 (Windows NT 10.0; en-US) PowerShell/7.4.0",
            "Content-Type: application/x-www-form-urlencoded",
            body=b"# TYPE done_total counter\r\ndone_total 1\r\nheat 2\r\n"))
        self.assertExposed({'done_total{job="backup"}': 1, 'heat{job="backup"}': 2})


class Protobuf(Recorded):
    """What the libraries send that push protobuf, where their tool-chains are not at hand."""

    FIELDS = ("Content-Type: " + exposition.PROTOBUF,)
    SECONDS = 1700000000
    BORN = protobuf.message((1, SECONDS), (2, 500000000))
    EXPOSED = {
        'done_total{job="batch",kind="a"}': 4, 'took_seconds_bucket{job="batch",le="0.1"}': 2,
        'took_seconds_bucket{job="batch",le="1"}': 4, 'took_seconds_bucket{job="batch",le="+Inf"}': 6,
        'took_seconds_sum{job="batch"}': 11, 'took_seconds_count{job="batch"}': 6}

    def bucket(self, bound, count):
        return 3, protobuf.message((1, count), (2, bound))

    def body(self, *buckets, born=True):
        created = self.BORN if born else None
        done = protobuf.message(*protobuf.labels(kind="a"), (3, protobuf.message((1, 2.0), (3, created))))
        took = protobuf.message((7, protobuf.message((1, 3), (2, 5.5), *buckets, (15, created))))
        return (protobuf.family("done_total", "counter", done, text="Done.")
                + protobuf.family("took_seconds", "histogram", took, text="Took."))

    def assertPushedTwice(self, path, body, *fields):
        self.assertAccepted(request("PUT " + path, *self.FIELDS, *fields, body=body),
                            request("POST " + path, *self.FIELDS, *fields, body=body))
        self.assertExposed(self.EXPOSED)

    def test_go_sends_no_bucket_of_infinity(self):
        self.assertPushedTwice("/metrics/job/batch", self.body(self.bucket(0.1, 1), self.bucket(1.0, 2)),
                               "User-Agent: Go-http-client/1.1", "Accept-Encoding: gzip")

    def test_rust_knows_no_times_of_birth(self):
        self.assertPushedTwice("/metrics/job/batch", self.body(self.bucket(0.1, 1), self.bucket(1.0, 2), born=False),
                               "accept: */*")

    def test_java_sends_all_buckets(self):
        buckets = (self.bucket(0.1, 1), self.bucket(1.0, 2), self.bucket(float("inf"), 3))
        self.assertPushedTwice("/metrics/job@base64/YmF0Y2g=", self.body(*buckets), "User-Agent: Java/17.0.9",
                               "Accept: text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "Connection: keep-alive")

    def test_a_message_cut_off_is_refused_whole(self):
        body = self.body(self.bucket(0.1, 1))
        for length in (1, len(body) // 2, len(body) - 1):
            self.send(request("POST /metrics/job/batch", *self.FIELDS, body=body[:length]))
            self.assertEqual(self.status, 400, length)
        self.assertExposed({})


class Scrapers(harness.GatewayTest):
    """What each version of Prometheus asks for, and is then to get."""

    OPENMETRICS = "application/openmetrics-text;version={}{};q={}".format
    PROTOBUF = exposition.PROTOBUF.replace(" ", "")
    UTF_8 = ";escaping=allow-utf-8"

    def answers(self, form, *accepted):
        self.gateway.push("# TYPE a counter\na_total 1\n")
        kind, body = self.gateway.answer(headers={
            "Accept": ",".join(accepted), "Accept-Encoding": "identity", "X-Prometheus-Scrape-Timeout-Seconds": "10"})
        wanted, found = ([part.strip() for part in one.split(";")] for one in (form, kind))
        self.assertLessEqual(set(wanted), set(found))
        self.assertEqual(exposition.read(kind, body).values(), {"a_total": 1})

    def test_2_42(self):
        self.answers(exposition.OPENMETRICS, "application/openmetrics-text;version=1.0.0",
                     self.OPENMETRICS("0.0.1", "", 0.75), "text/plain;version=0.0.4;q=0.5", "*/*;q=0.1")

    def test_2_42_with_native_histograms(self):
        self.answers(exposition.PROTOBUF, self.PROTOBUF, self.OPENMETRICS("1.0.0", "", 0.8),
                     self.OPENMETRICS("0.0.1", "", 0.75), "text/plain;version=0.0.4;q=0.5", "*/*;q=0.1")

    def test_2_53(self):
        self.answers(exposition.OPENMETRICS, self.OPENMETRICS("1.0.0", "", 0.5), self.OPENMETRICS("0.0.1", "", 0.4),
                     "text/plain;version=0.0.4;q=0.3", "*/*;q=0.2")

    def test_2_53_with_native_histograms(self):
        self.answers(exposition.PROTOBUF, self.PROTOBUF + ";q=0.5", self.OPENMETRICS("1.0.0", "", 0.4),
                     self.OPENMETRICS("0.0.1", "", 0.3), "text/plain;version=0.0.4;q=0.2", "*/*;q=0.1")

    def test_3_5(self):
        self.answers(exposition.OPENMETRICS + self.UTF_8, self.OPENMETRICS("1.0.0", self.UTF_8, 0.6),
                     self.OPENMETRICS("0.0.1", "", 0.5), f"text/plain;version=1.0.0{self.UTF_8};q=0.4",
                     "text/plain;version=0.0.4;q=0.3", "*/*;q=0.2")

    def test_3_5_with_native_histograms(self):
        self.answers(exposition.PROTOBUF, self.PROTOBUF + ";q=0.6", self.OPENMETRICS("1.0.0", self.UTF_8, 0.5),
                     self.OPENMETRICS("0.0.1", "", 0.4), f"text/plain;version=1.0.0{self.UTF_8};q=0.3",
                     "text/plain;version=0.0.4;q=0.2", "*/*;q=0.1")

    def test_3_5_of_text_alone(self):
        self.answers(exposition.TEXT_1 + self.UTF_8, f"text/plain;version=1.0.0{self.UTF_8};q=0.4",
                     "text/plain;version=0.0.4;q=0.3", "*/*;q=0.2")

    def test_a_browser(self):
        self.answers(exposition.TEXT, "text/html", "application/xhtml+xml", "application/xml;q=0.9", "*/*;q=0.8")


if __name__ == "__main__":
    harness.main("recorded requests")
