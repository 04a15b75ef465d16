# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""curl with every body it can send."""

import gzip
import os
import re
import tempfile
import zlib

import exposition
import harness
import protobuf


class Curl(harness.GatewayTest):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def file(self, body):
        path = os.path.join(self.folder, "body.prom")
        with open(path, "wb") as file:
            file.write(body)
        return path

    def curl(self, *arguments, path="/metrics/job/batch", stdin=None):
        """Status code and body of the answer."""
        outcome = harness.run("curl", "-sS", "--max-time", "60", "-w", "\n%{http_code} %{time_total}",
                              *arguments, self.gateway.url + path, stdin=stdin)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        body, _, told = outcome.stdout.rpartition("\n")
        status, seconds = told.split()
        self.seconds = float(seconds)
        return int(status), body

    def assertPushed(self, answer, expected):
        self.assertEqual(answer, (202, ""))
        self.assertExposed(expected)


class Bodies(Curl):
    TEXT = b"# TYPE jobs_total counter\njobs_total 2\n# TYPE heat gauge\nheat 20.5\n"
    EXPOSED = {'heat{job="batch"}': 20.5, 'jobs_total{job="batch"}': 2}

    def test_data_binary_of_a_file(self):
        self.assertPushed(self.curl("--data-binary", "@" + self.file(self.TEXT)), self.EXPOSED)

    def test_data_binary_of_standard_input(self):
        self.assertPushed(self.curl("--data-binary", "@-", stdin=self.TEXT.decode()), self.EXPOSED)

    def test_data_of_one_line(self):
        self.assertPushed(self.curl("-d", "jobs_total 2"), {'jobs_total{job="batch"}': 2})

    def test_data_of_a_file_loses_its_line_ends_and_is_told_so(self):
        status, body = self.curl("-d", "@" + self.file(b"jobs_total 2\nheat 20.5\n"))
        self.assertEqual(status, 400)
        self.assertIn("--data-binary", body)
        self.assertExposed({})

    def test_data_of_a_file_that_starts_with_a_comment_is_told_so_too(self):
        status, body = self.curl("-d", "@" + self.file(self.TEXT))
        self.assertEqual(status, 400)
        self.assertIn("--data-binary", body)
        self.assertExposed({})

    def test_upload_of_a_file_is_a_put(self):
        self.assertPushed(self.curl("-T", self.file(self.TEXT)), self.EXPOSED)

    def test_upload_of_standard_input_is_chunked(self):
        self.assertPushed(self.curl("-T", "-", stdin=self.TEXT.decode()), self.EXPOSED)

    def test_large_upload_of_standard_input(self):
        text = "".join(f'jobs_total{{n="{n}"}} 1\n' for n in range(20000))
        self.assertEqual(self.curl("-T", "-", stdin=text), (202, ""))
        self.assertEqual(len(self.gateway.samples()), 20000)

    def test_json_option_only_labels_the_text(self):
        self.assertPushed(self.curl("--json", "@" + self.file(self.TEXT)), self.EXPOSED)

    def test_type_of_forms(self):
        self.assertPushed(self.curl("-H", "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
                                    "--data-binary", "@" + self.file(self.TEXT)), self.EXPOSED)

    def test_multipart_form_is_refused(self):
        status, body = self.curl("-F", "file=@" + self.file(self.TEXT))
        self.assertEqual(status, 400)
        self.assertIn("line 1", body)
        self.assertExposed({})

    def test_percent_encoded_form_is_refused(self):
        status, body = self.curl("--data-urlencode", "@" + self.file(self.TEXT))
        self.assertEqual(status, 400)
        self.assertIn("line 1", body)
        self.assertExposed({})

    def test_no_type_at_all(self):
        self.assertPushed(self.curl("-H", "Content-Type:", "--data-binary", "@" + self.file(self.TEXT)), self.EXPOSED)

    def test_openmetrics_is_known_by_its_end(self):
        text = b"# TYPE jobs counter\njobs_total 2\n# TYPE heat gauge\nheat 20.5\n# EOF\n"
        self.assertPushed(self.curl("--data-binary", "@" + self.file(text)), self.EXPOSED)

    def test_openmetrics_in_chunks(self):
        text = "# TYPE jobs counter\njobs_total 2\n# TYPE heat gauge\nheat 20.5\n# EOF\n"
        kind = "Content-Type: " + exposition.OPENMETRICS
        self.assertPushed(self.curl("-H", kind, "-T", "-", stdin=text), self.EXPOSED)

    def test_end_is_a_comment_where_the_type_is_text(self):
        text = b"# TYPE jobs_total counter\njobs_total 2\nheat 20.5\n# EOF\n"
        self.assertPushed(self.curl("-H", "Content-Type: text/plain; version=0.0.4", "--data-binary",
                                    "@" + self.file(text)), self.EXPOSED)

    def test_protobuf(self):
        body = protobuf.family("jobs_total", "counter", protobuf.message((3, protobuf.message((1, 2.0))))) \
            + protobuf.family("heat", "gauge", protobuf.message((2, protobuf.message((1, 20.5)))))
        self.assertPushed(self.curl("-H", "Content-Type: " + exposition.PROTOBUF, "--data-binary",
                                    "@" + self.file(body)), self.EXPOSED)

    def test_gzip(self):
        body = self.file(gzip.compress(self.TEXT))
        self.assertPushed(self.curl("-H", "Content-Encoding: gzip", "--data-binary", "@" + body), self.EXPOSED)

    def test_deflate(self):
        body = self.file(zlib.compress(self.TEXT))
        self.assertPushed(self.curl("-H", "Content-Encoding: deflate", "--data-binary", "@" + body), self.EXPOSED)

    def test_raw_deflate(self):
        raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        body = self.file(raw.compress(self.TEXT) + raw.flush())
        self.assertPushed(self.curl("-H", "Content-Encoding: deflate", "--data-binary", "@" + body), self.EXPOSED)

    def test_gzip_that_is_not(self):
        status, body = self.curl("-H", "Content-Encoding: gzip", "--data-binary", "@" + self.file(self.TEXT))
        self.assertEqual(status, 400)
        self.assertIn("gzip", body)
        self.assertExposed({})

    def test_unknown_encoding(self):
        status, body = self.curl("-H", "Content-Encoding: compress", "--data-binary", "@" + self.file(self.TEXT))
        self.assertEqual(status, 415)
        self.assertIn("gzip", body)

    def test_missing_last_line_end(self):
        self.assertPushed(self.curl("--data-binary", "@" + self.file(self.TEXT.rstrip(b"\n"))), self.EXPOSED)

    def test_lines_of_windows(self):
        self.assertPushed(self.curl("--data-binary", "@" + self.file(self.TEXT.replace(b"\n", b"\r\n"))), self.EXPOSED)

    def test_byte_order_mark(self):
        self.assertPushed(self.curl("--data-binary", "@" + self.file(b"\xef\xbb\xbf" + self.TEXT)), self.EXPOSED)

    def test_empty_body(self):
        self.assertPushed(self.curl("--data-binary", ""), {})

    def test_http_1_0(self):
        self.assertPushed(self.curl("-0", "--data-binary", "@" + self.file(self.TEXT)), self.EXPOSED)

    def test_offer_of_http_2_is_declined(self):
        self.assertPushed(self.curl("--http2", "--data-binary", "@" + self.file(self.TEXT)), self.EXPOSED)

    def test_mistake_is_shown_with_its_line(self):
        status, body = self.curl("--data-binary", "@" + self.file(b"heat 1\nheat_two\n"))
        self.assertEqual(status, 400)
        self.assertIn("line 2", body)
        self.assertIn("heat_two", body)
        self.assertExposed({})

    def test_mistake_as_json(self):
        status, body = self.curl("-H", "Accept: application/json", "--data-binary", "heat")
        self.assertEqual(status, 400)
        self.assertIn('"status":"error"', body.replace(" ", ""))


class Sizes(Curl):
    @staticmethod
    def body(size):
        line = b'filler_total{n="%07d"} 1\n'
        return b"".join(line % n for n in range(size // len(line % 0) + 1))

    def test_expect_100_continue_is_answered_at_once(self):
        body = self.file(self.body(2 * 1024 * 1024))
        # curl waits this long for a 100 that does not come; it then sends the body all the same
        status, text = self.curl("--expect100-timeout", "20", "-H", "Expect: 100-continue", "--data-binary", "@" + body)
        self.assertEqual((status, text), (202, ""))
        self.assertLess(self.seconds, 10)

    def test_too_large_is_said_readably(self):
        status, body = self.curl("--data-binary", "@" + self.file(self.body(17 * 1024 * 1024)))
        self.assertEqual(status, 413)
        self.assertRegex(body, r"16777216|16 ?MiB|max-body-bytes")
        self.assertExposed({})

    def test_too_large_without_asking_first(self):
        status, body = self.curl("-H", "Expect:", "--data-binary", "@" + self.file(self.body(17 * 1024 * 1024)))
        self.assertEqual(status, 413)
        self.assertRegex(body, r"16777216|16 ?MiB|max-body-bytes")

    def test_too_large_in_chunks(self):
        with open(self.file(self.body(17 * 1024 * 1024)), encoding="ascii") as file:
            status, _ = self.curl("-H", "Expect:", "-T", "-", stdin=file.read())
        self.assertEqual(status, 413)
        self.assertExposed({})

    def test_too_large_once_inflated(self):
        bomb = gzip.compress(self.body(65 * 1024 * 1024), 1)
        status, body = self.curl("-H", "Content-Encoding: gzip", "--data-binary", "@" + self.file(bomb))
        self.assertEqual(status, 413)
        self.assertIn("inflat", body)


class Methods(Curl):
    def test_delete_of_a_group(self):
        self.gateway.push("a 1\n", "/metrics/job/batch")
        self.gateway.push("a 1\n", "/metrics/job/other")
        self.assertEqual(self.curl("-X", "DELETE"), (202, ""))
        self.assertExposed({'a{job="other"}': 1})
        self.assertEqual(self.curl("-X", "DELETE"), (202, ""))

    def test_get_of_a_labelled_path_is_refused_with_what_is_allowed(self):
        status, body = self.curl("-i")
        self.assertEqual(status, 405)
        allow = next(line for line in body.lower().splitlines() if line.startswith("allow:"))
        for method in ("post", "put", "delete"):
            self.assertIn(method, allow)

    def test_data_in_the_query_is_a_get_and_refused(self):
        self.assertEqual(self.curl("-G", "-d", "jobs_total=2")[0], 405)
        self.assertExposed({})

    def test_dots_in_a_path_are_a_value(self):
        self.assertEqual(self.curl("--path-as-is", "--data-binary", "a 1", path="/metrics/job/../dir/."), (202, ""))
        self.assertExposed({'a{dir=".",job=".."}': 1})

    def test_head(self):
        self.gateway.push("a 1\n")
        status, head = self.curl("-I", path="/metrics")
        self.assertEqual(status, 200)
        self.assertIn("text/plain; version=0.0.4", head)

    def test_final_slash_is_no_redirect(self):
        self.assertEqual(self.curl("--data-binary", "a 1", path="/metrics/"), (202, ""))
        self.assertEqual(self.curl("--data-binary", "a 1", path="/metrics/job/batch/"), (202, ""))
        self.assertExposed({"a": 1, 'a{job="batch"}': 1})

    def test_compressed_scrape(self):
        self.gateway.push("a 1\n")
        status, page = self.curl("--compressed", "-i", path="/metrics")
        self.assertEqual(status, 200)
        self.assertIn("content-encoding: gzip", page.lower())
        self.assertTrue(page.endswith("\n\na 1\n"), page)

    def test_scrape_in_zstd(self):
        if "zstd" not in harness.run("curl", "--version").stdout:
            self.skipTest("this curl knows no zstd")
        self.gateway.push("a 1\n")
        status, page = self.curl("--compressed", "-i", "-H", "Accept-Encoding: zstd", path="/metrics")
        self.assertEqual(status, 200)
        self.assertIn("content-encoding: zstd", page.lower())
        self.assertTrue(page.endswith("\n\na 1\n"), page)

    def test_port_is_kept_for_the_next_push(self):
        url = self.gateway.url + "/metrics"
        outcome = harness.run("curl", "-sS", "-w", "%{num_connects} ", "--data-binary", "a 1", url, url, url)
        self.assertEqual(outcome.stdout, "1 0 0 ")
        self.assertExposed({"a": 3})


class WorkedExamples(Curl):
    """Of the documentation that people come with."""

    def lines(self, path="/metrics"):
        return [line for line in self.gateway.page(path).splitlines() if not line.startswith("#")]

    def test_gravel_adds_counters_and_replaces_gauges(self):
        body = "# TYPE value_total counter\nvalue_total 1\n# TYPE value2 gauge\nvalue2 1\n"
        for _ in range(3):
            self.assertEqual(self.curl("--data-binary", "@-", path="/metrics", stdin=body), (202, ""))
        self.assertEqual(self.gateway.page(),
                         "# TYPE value2 gauge\nvalue2 1\n# TYPE value_total counter\nvalue_total 3\n")

    def test_gravel_modes_by_label(self):
        body = ('# TYPE value_total counter\nvalue_total {}\n# TYPE value2 gauge\nvalue2{{clearmode="aggregate"}} 1\n'
                '# TYPE version gauge\nversion{{version="{}",clearmode="family"}} 1\n')
        for total, version in ((1, "0.0.1"), (3, "0.0.2")):
            text = body.format(total, version)
            self.assertEqual(self.curl("--data-binary", "@-", path="/metrics", stdin=text), (202, ""))
        self.assertEqual(self.lines(), ["value2 2", "value_total 4", 'version{version="0.0.2"} 1'])

    def test_prom_aggregation_gateway_by_echo(self):
        shell = """echo 'http_requests_total{method="post",code="200"} 1027' | curl -sS --data-binary @- """
        outcome = harness.run("sh", "-c", shell + f"http://localhost:{self.gateway.port}/metrics/")
        self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (0, "", ""))
        self.assertEqual(self.lines(), ['http_requests_total{code="200",method="post"} 1027'])

    def test_json_and_increments_of_the_readme(self):
        readme = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "README.md")
        with open(readme, encoding="utf-8") as file:
            blocks = re.findall(r"^```sh\n(.*?)^```$", file.read(), re.MULTILINE | re.DOTALL)
        block = next(block for block in blocks if "/api/v2/push" in block)
        outcome = harness.run("sh", "-ec", block.replace("http://localhost:9091", self.gateway.url))
        self.assertEqual((outcome.returncode, outcome.stdout), (0, ""))
        self.assertExposed({
            'orders_total{job="shop",shop="de"}': 3, 'took_seconds_bucket{job="shop",le="0.1"}': 1,
            'took_seconds_bucket{job="shop",le="+Inf"}': 2, 'took_seconds_sum{job="shop"}': 1.7,
            'took_seconds_count{job="shop"}': 2, 'clicks_total{page="/cart"}': 2})


if __name__ == "__main__":
    harness.needs("curl")
    harness.main("curl " + harness.run("curl", "--version").stdout.split()[1])
