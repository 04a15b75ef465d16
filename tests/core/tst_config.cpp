// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_reader.h"
#include "core/config/flag_table.h"
#include "core/config/help_text.h"
#include "core/config/socket_activation.h"

#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace cairn;
using namespace std::chrono_literals;
using Words = std::vector<std::string>;
using Files = std::map<std::string, std::string>;

namespace {

Result<Config, Words> read(const Words& arguments, const Environment& environment = {}, const Files& files = {})
{
    const FileReader reader = [&files](const std::string& path) -> Result<std::string, std::string> {
        const auto it = files.find(path);
        if (it == files.end())
            return Failure{std::string("no such file")};
        return it->second;
    };
    return readConfig({arguments, environment, reader});
}

Words words(const QString& line)
{
    Words split;
    for (const QString& word : line.split(' ', Qt::SkipEmptyParts))
        split.push_back(word.toStdString());
    return split;
}

QByteArray joined(const Words& lines)
{
    QByteArray all;
    for (const std::string& line : lines)
        all += QByteArray::fromStdString(line) + '\n';
    return all;
}

Setting settingOf(const Config& config, const std::string& name)
{
    const auto it = std::find_if(
        config.settings.begin(), config.settings.end(), [&](const Setting& setting) { return setting.name == name; });
    return it == config.settings.end() ? Setting{} : *it;
}

} // namespace

class TestConfig final : public QObject {
    Q_OBJECT

private slots:
    void defaults()
    {
        const auto config = read({});
        QVERIFY(config);
        QCOMPARE(config->web.listenAddresses, Words{":9091"});
        QCOMPARE(config->push.maxBodyBytes, 16u << 20);
        QCOMPARE(config->push.maxInflatedBytes, 64u << 20);
        QCOMPARE(config->web.readTimeout, 30s);
        QCOMPARE(config->web.headerTimeout, 10s);
        QCOMPARE(config->web.maxHeaderBytes, 16u * 1024);
        QCOMPARE(config->web.maxHeaderFields, 64u);
        QCOMPARE(config->web.telemetryPath, "/metrics");
        QCOMPARE(config->web.selfMetricsPath, "/-/metrics");
        QCOMPARE(config->web.routePrefix, "");
        QCOMPARE(config->seriesTtl, 0s);
        QCOMPARE(config->profile, "gravel");
        QCOMPARE(config->push.timestamps, "reject");
        QCOMPARE(config->limit.series, 5'000'000u);
        QCOMPARE(config->log.level, "info");
        QVERIFY(config->gui);
        QVERIFY(config->warnings.empty());
        QVERIFY(config->action == Config::Action::Run);
    }

    void every_default_is_valid_and_shown()
    {
        const auto config = read({});
        QVERIFY(config);
        for (const Flag& flag : gatewayFlags()) {
            if (flag.standing != Flag::Standing::Setting || flag.hidden || std::holds_alternative<NoField>(flag.field))
                continue;
            const Setting shown = settingOf(*config, std::string(flag.name));
            QCOMPARE(shown.value, std::string(flag.fallback));
            QVERIFY(shown.origin == Origin::Default);
        }
    }

    void stronger_origin_wins_data()
    {
        QTest::addColumn<bool>("byFlag");
        QTest::addColumn<bool>("byEnvironment");
        QTest::addColumn<bool>("byFile");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QByteArray>("origin");
        QTest::newRow("nothing given") << false << false << false << 30 << QByteArray("default");
        QTest::newRow("file over default") << false << false << true << 3 << QByteArray("file /c.yml:1:19");
        QTest::newRow("environment over file")
            << false << true << true << 2 << QByteArray("environment CAIRN_WEB_READ_TIMEOUT");
        QTest::newRow("flag over environment") << true << true << true << 1 << QByteArray("flag --web.read-timeout");
        QTest::newRow("flag over file") << true << false << true << 1 << QByteArray("flag --web.read-timeout");
    }
    void stronger_origin_wins()
    {
        QFETCH(bool, byFlag);
        QFETCH(bool, byEnvironment);
        QFETCH(bool, byFile);
        QFETCH(int, seconds);
        QFETCH(QByteArray, origin);
        Words arguments;
        if (byFlag)
            arguments = {"--web.read-timeout=1s"};
        Environment environment;
        if (byEnvironment)
            environment["CAIRN_WEB_READ_TIMEOUT"] = "2s";
        Files files;
        if (byFile) {
            arguments.insert(arguments.end(), {"--config.file", "/c.yml"});
            files["/c.yml"] = "web.read-timeout: 3s\n";
        }
        const auto config = read(arguments, environment, files);
        QVERIFY2(config, config ? "" : joined(config.error()).constData());
        QCOMPARE(config->web.readTimeout, std::chrono::seconds(seconds));
        const Setting shown = settingOf(*config, "web.read-timeout");
        const std::string text = std::string(toString(shown.origin)) + (shown.where.empty() ? "" : " " + shown.where);
        QCOMPARE(QByteArray::fromStdString(text), origin);
    }

    void ways_to_write_a_flag_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("value behind an equals sign") << "--profile=vibe" << QByteArray("profile") << QByteArray("vibe");
        QTest::newRow("value as the next word") << "--profile vibe" << QByteArray("profile") << QByteArray("vibe");
        QTest::newRow("one dash as Go's flags have it")
            << "-profile vibe" << QByteArray("profile") << QByteArray("vibe");
        QTest::newRow("boolean") << "--push.require-job" << QByteArray("push.require-job") << QByteArray("true");
        QTest::newRow("negated boolean") << "--no-gui" << QByteArray("gui") << QByteArray("false");
        QTest::newRow("boolean with a value") << "--gui=false" << QByteArray("gui") << QByteArray("false");
        QTest::newRow("repeated list") << "--web.listen-address=:1 --web.listen-address :2"
                                       << QByteArray("web.listen-address") << QByteArray(":1,:2");
        QTest::newRow("boolean twice alike") << "--no-gui --no-gui" << QByteArray("gui") << QByteArray("false");
        QTest::newRow("arguments of a file") << "@args" << QByteArray("profile") << QByteArray("zapier");
        QTest::newRow("value that begins with an at sign")
            << "--rules.file @args" << QByteArray("rules.file") << QByteArray("@args");
    }
    void ways_to_write_a_flag()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const auto config = read(words(line), {}, {{"args", "# ours\n\n--profile\r\nzapier\n"}});
        QVERIFY2(config, config ? "" : joined(config.error()).constData());
        QCOMPARE(QByteArray::fromStdString(settingOf(*config, name.toStdString()).value), value);
    }

    void a_gateway_on_this_computer_needs_no_scheme_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("url");
        const auto row = [](const char* line, const char* url) { QTest::newRow(line) << line << QByteArray(url); };
        row("--connect localhost:9091", "http://localhost:9091");
        row("--connect=127.0.0.1:9091/prefix", "http://127.0.0.1:9091/prefix");
        row("--connect=[::1]:9091", "http://[::1]:9091");
        row("--connect :9091", "http://127.0.0.1:9091");
        row("--connect=https://gateway.example", "https://gateway.example");
        row("--connect=localhost:1 --log.level=debug", "http://localhost:1");
        row("--connect=localhost:1 --config.file=c", "http://localhost:1"); // a file may be the gateway's, too
        row("--gui", "");
    }
    void a_gateway_on_this_computer_needs_no_scheme()
    {
        QFETCH(QString, line);
        const auto config
            = read(words(line), {{"CAIRN_PROFILE", "vibe"}}, {{"c", "web.listen-address: ':1'\nrules.file: r.yml\n"}});
        QVERIFY2(config, config ? "" : joined(config.error()).constData());
        QTEST(QByteArray::fromStdString(config->connect), "url");
    }

    void file_keys_may_nest_or_have_dots_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("dots") << QByteArray(
            "web.cors.origins: ['https://a.example', 'https://b.example']\ngui: false\n");
        QTest::newRow("nested") << QByteArray(
            "web:\n  cors:\n    origins:\n      - https://a.example\n      - https://b.example\ngui: false\n");
        QTest::newRow("half and half") << QByteArray(
            "web:\n  cors.origins: https://a.example, https://b.example\ngui: no\n");
        QTest::newRow("key without value says nothing")
            << QByteArray("web.cors.origins: https://a.example,https://b.example\ngui: off\nprofile:\n");
    }
    void file_keys_may_nest_or_have_dots()
    {
        QFETCH(QByteArray, yaml);
        const auto config = read({"--config.file=c"}, {}, {{"c", yaml.toStdString()}});
        QVERIFY2(config, config ? "" : joined(config.error()).constData());
        QCOMPARE(config->web.corsOrigins, (Words{"https://a.example", "https://b.example"}));
        QVERIFY(!config->gui);
        QCOMPARE(config->profile, "gravel");
    }

    void an_empty_file_sets_nothing()
    {
        for (const char* yaml : {"", "# nothing\n", "---\n", "{}\n"})
            QVERIFY2(read({"--config.file=c"}, {}, {{"c", yaml}}), yaml);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char* name, const char* line, const char* error) {
            QTest::newRow(name) << line << QByteArray(error);
        };
        row("unknown long flag", "--x", "unknown long flag '--x', try --help");
        row("unknown long flag with a value", "--x=1 y", "unknown long flag '--x', try --help");
        row("unknown short flag", "-x", "unknown short flag '-x', try --help");
        row("negated flag that is no boolean", "--no-profile", "unknown long flag '--no-profile', try --help");
        row("negated flag with a value", "--no-gui=true", "flag '--no-gui' takes no value");
        row("value missing", "--profile", "expected argument for flag '--profile'");
        row("a word too many", "serve.yml", "unexpected serve.yml, try --help");
        row("flag that cannot repeat", "--profile=vibe --profile=zapier", "'--profile' cannot be repeated");
        row("boolean twice unlike", "--gui --no-gui", "'--no-gui' cannot be repeated");
        row("boolean that is none", "--gui=maybe", "--gui: expected true or false, found 'maybe'");
        row("choice that is none", "--log.level=loud",
            "--log.level: expected one of debug, info, warn, error, found 'loud'");
        row("empty choice", "--log.level=", "--log.level: the value is empty");
        row("count that is none", "--web.max-connections=many",
            "--web.max-connections: expected a whole number, found 'many'");
        row("negative count", "--web.max-connections=-1", "--web.max-connections: expected a whole number, found '-1'");
        row("count below the least", "--web.max-header-fields=1", "--web.max-header-fields: the least is 8, found '1'");
        row("count above the most", "--web.threads=5000", "--web.threads: the most is 1024, found '5000'");
        row("timeout of zero", "--web.read-timeout=0", "--web.read-timeout: the least is 10ms, found '0'");
        row("address without port", "--web.listen-address=localhost",
            "--web.listen-address: no port; expected `:9091`, `127.0.0.1:9091`, `[::1]:9091` or "
            "`unix:///run/cairn.sock`, found 'localhost'");
        row("port out of range", "--web.listen-address=:70000",
            "--web.listen-address: the port must be a number from 0 to 65535, found ':70000'");
        row("IPv6 address without brackets", "--web.listen-address=::1:9091",
            "--web.listen-address: an IPv6 address needs brackets: `[::1]:9091`, found '::1:9091'");
        row("relative Unix socket", "--web.listen-address=unix://x",
            "--web.listen-address: the path of a Unix socket must be absolute: unix:///run/cairn.sock, found "
            "'unix://x'");
        row("address behind an alias", "-l nowhere",
            "-l: no port; expected `:9091`, `127.0.0.1:9091`, `[::1]:9091` or `unix:///run/cairn.sock`, found "
            "'nowhere'");
        row("no address left", "--web.listen-address=", "--web.listen-address: there is no address to listen on");
        row("origin with a path", "--web.cors.origins=https://a.example/",
            "--web.cors.origins: expected `https://host[:port]` without a path, or `*`, found 'https://a.example/'");
        row("bad regular expression", "--web.cors.origin=(",
            "--web.cors.origin: bad regular expression: missing ): (, found '('");
        row("path without slash", "--web.telemetry-path=metrics",
            "--web.telemetry-path: a path begins with `/`, found 'metrics'");
        row("own and pushed metrics in one place", "--web.self-metrics-path=/metrics",
            "--web.telemetry-path and --web.self-metrics-path are both '/metrics'");
        row("a window, and none", "--no-gui --connect=http://h:1",
            "--connect opens a window and --no-gui wants none: give one of them");
        row("a window of no gateway",
            "--connect=", "--connect: the value is empty; expected a gateway's URL, as http://localhost:9091");
        row("a window elsewhere and an address of ours", "--connect=http://h:1 --web.listen-address=:1",
            "--web.listen-address is for a gateway run here, and --connect runs none: give one of them");
        row("a window elsewhere and rules of ours", "--rules.file=r.yml --connect=http://h:1",
            "--rules.file is for a gateway run here, and --connect runs none: give one of them");
        row("a window elsewhere and our address by another name", "-l :1 --connect=http://h:1",
            "-l is for a gateway run here, and --connect runs none: give one of them");
        row("a gateway elsewhere without a scheme", "--connect=gateway.example:9091",
            "--connect: no scheme; expected `https://gateway.example:9091`, or `http://gateway.example:9091` where the "
            "way "
            "there is trusted, found 'gateway.example:9091'");
        row("a gateway of another scheme", "--connect=ftp://h:1",
            "--connect: expected `https://host[:port][/path]`, found 'ftp://h:1'");
        row("a gateway at no port", "--connect=localhost:x",
            "--connect: expected `https://host[:port][/path]`, found 'localhost:x'");
        row("config file that is not there", "--config.file=gone", "--config.file: cannot read 'gone': no such file");
        row("argument file that is not there", "@gone", "cannot read arguments from '@gone': no such file");
        row("argument file that names itself", "@loop", "more than 100 files of arguments at '@loop'");
        row("store that cannot be kept", "--storage.path=/var/lib/cairn",
            "--storage.path: the durable store is not there yet; leave it out to run in memory, where nothing survives "
            "a restart");
        row("TLS and users", "--web.config.file=web.yml",
            "--web.config.file: TLS and users are not there yet; put a proxy that has them in front");
        row("users", "--AuthUsers=a=b",
            "--AuthUsers: users and passwords cannot be checked yet; put a proxy that does in front");
        row("password hashes", "--basic-auth-file f",
            "--basic-auth-file: users and passwords cannot be checked yet; put a proxy that does in front");
        row("certificate", "--tls-cert=c", "--tls-cert: TLS cannot be served yet; put a proxy that does in front");
        row("key", "--tls-key=k", "--tls-key: TLS cannot be served yet; put a proxy that does in front");
        row("tokens", "--auth.file=k",
            "--auth.file: users and passwords cannot be checked yet; put a proxy that does in front");
    }
    void refuses()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, error);
        const auto config = read(words(line), {}, {{"loop", "@loop\n"}});
        QVERIFY(!config);
        QCOMPARE(joined(config.error()), error + '\n');
    }

    void refuses_files_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char* name, const char* yaml, const char* error) {
            QTest::newRow(name) << QByteArray(yaml) << QByteArray(error);
        };
        row("unknown key", "web:\n  listen: x\n", "c:2:11: no setting is named 'web.listen', try --help");
        row("key of the command line alone", "config.check: true", "c:1:15: config.check cannot be set in a file");
        row("value out of range", "web:\n  threads: 5000\n", "c:2:12: web.threads: the most is 1024, found '5000'");
        row("list for one value", "profile: [vibe, zapier]", "c:1:10: profile takes one value, found a list");
        row("key twice", "profile: vibe\nprofile: vibe\n", "c:2:10: profile is set twice");
        row("key twice, nested and dotted", "web.threads: 1\nweb:\n  threads: 1\n", "c:3:12: web.threads is set twice");
        row("list at the top", "- a\n", "c:1:1: expected a mapping of settings, found a list");
        row("text at the top", "a\n", "c:1:1: expected a mapping of settings, found a text");
        row("alias", "profile: &a vibe\nrules.file: *a\n", "c:1:10: anchors are not allowed");
        row("mapping in a list", "web.listen-address: [{a: b}]\n", "c:1:22: expected a text, found a mapping");
        row("list in a list", "web.listen-address: [[a]]\n", "c:1:22: expected a text, found a list");
        row("nested without end", "a: {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}\n", "c:1:32: nested too deep");
        row("two documents", "gui: false\n---\ngui: true\n", "c:1:1: more than one document");
        row("what protects and cannot", "web.config.file: web.yml\n",
            "c:1:18: TLS and users are not there yet; put a proxy that has them in front");
    }
    void refuses_files()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, error);
        const auto config = read({"--config.file=c"}, {}, {{"c", yaml.toStdString()}});
        QVERIFY(!config);
        QCOMPARE(joined(config.error()), error + '\n');
    }

    void broken_yaml_says_where()
    {
        const auto config = read({"--config.file=c"}, {}, {{"c", "profile: [vibe\n"}});
        QVERIFY(!config);
        QVERIFY2(config.error()[0].starts_with("c:"), config.error()[0].c_str());
        const auto large = read({"--config.file=c"}, {}, {{"c", std::string(1024 * 1024 + 1, '#')}});
        QCOMPARE(joined(large.error()), "c:1:1: the file is larger than 1 MiB\n");
    }

    void reports_every_wrong_value_with_its_origin()
    {
        const auto config
            = read({"--config.file=c", "--web.threads=x"}, {{"CAIRN_LOG_FORMAT", "xml"}}, {{"c", "gui: 3\n"}});
        QVERIFY(!config);
        QCOMPARE(joined(config.error()),
            "c:1:6: gui: expected true or false, found '3'\n"
            "--web.threads: expected a whole number, found 'x'\n"
            "CAIRN_LOG_FORMAT: expected one of logfmt, json, found 'xml'\n");
    }

    void refuses_what_protects_from_the_environment_too()
    {
        QVERIFY(!read({}, {{"PAG_AUTHUSERS", "a=b"}}));
        QVERIFY(!read({}, {{"CAIRN_WEB_CONFIG_FILE", "web.yml"}}));
        QVERIFY(!read({}, {{"CAIRN_STORAGE_PATH", "/x"}}));
        QVERIFY(read({"--storage.path=", "--web.config.file=", "--AuthUsers="}, {{"PAG_AUTHUSERS", ""}}));
    }

    void start_lines_of_others_start_us_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("addresses");
        QTest::addColumn<int>("warnings");
        QTest::newRow("Pushgateway with all it has")
            << "--web.listen-address=0.0.0.0:9091 --web.listen-address=[::1]:9092 --web.telemetry-path=/m "
               "--web.external-url=http://x.example/push "
               "--web.route-prefix=/push --web.enable-lifecycle --web.enable-admin-api --persistence.file=/tmp/p "
               "--persistence.interval=5m "
               "--push.disable-consistency-check --push.enable-utf8-names --log.level=debug --log.format=json "
               "--no-web.systemd-socket --web.config.file="
            << QByteArray("0.0.0.0:9091\n[::1]:9092\n") << 5;
        QTest::newRow("Pushgateway without consistency flags negated")
            << "--no-push.disable-consistency-check" << QByteArray(":9091\n") << 0;
        QTest::newRow("Debian's Pushgateway of 1.5")
            << "--persistence.file=/var/lib/prometheus/pushgateway" << QByteArray(":9091\n") << 1;
        QTest::newRow("zapier") << "--apiListen=:8080 --cors=https://a.example" << QByteArray(":8080\n") << 0;
        QTest::newRow("zapier with life cycle listener")
            << "--apiListen :8080 --lifecycleListen :8888" << QByteArray(":8080\n:8888\n") << 1;
        QTest::newRow("zapier with life cycle listener alone")
            << "--lifecycleListen=:8888" << QByteArray(":9091\n:8888\n") << 1;
        QTest::newRow("weaveworks") << "-listen :80 -cors * -push-path /metrics/" << QByteArray(":80\n") << 2;
        QTest::newRow("weaveworks with two dashes") << "--listen=:80 --push-path=/metrics/" << QByteArray(":80\n") << 1;
        QTest::newRow("vibe") << "-listen=:80 -push-path=/metrics/job/:job" << QByteArray(":80\n") << 1;
        QTest::newRow("Gravel") << "-l localhost:4278" << QByteArray("localhost:4278\n") << 0;
        QTest::newRow("Gravel's cluster") << "-l 0.0.0.0:4278 --cluster-enabled --peer http://a:1 --peer http://b:1"
                                          << QByteArray("0.0.0.0:4278\n") << 2;
        QTest::newRow("Gravel's cluster by SRV")
            << "--cluster-enabled --peers-srv=_x._tcp" << QByteArray(":9091\n") << 2;
        QTest::newRow("Gravel's cluster by file")
            << "--cluster-enabled --peers-file=peers" << QByteArray(":9091\n") << 2;
    }
    void start_lines_of_others_start_us()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, addresses);
        QFETCH(int, warnings);
        const auto config = read(words(line));
        QVERIFY2(config, config ? "" : joined(config.error()).constData());
        QCOMPARE(joined(config->web.listenAddresses), addresses);
        QVERIFY2(int(config->warnings.size()) == warnings, joined(config->warnings).constData());
    }

    void environment_of_others_is_read()
    {
        const auto config = read(
            {}, {{"PAG_APILISTEN", ":8080"}, {"PAG_LIFECYCLELISTEN", ":8888"}, {"PAG_CORS", "https://a.example"}});
        QVERIFY(config);
        QCOMPARE(config->web.listenAddresses, (Words{":8080", ":8888"}));
        QCOMPARE(config->web.corsOrigins, Words{"https://a.example"});
        QCOMPARE(settingOf(*config, "web.listen-address").where, "PAG_APILISTEN");
    }

    void warns_of_mistyped_variables_but_not_of_kubernetes()
    {
        const auto config = read({},
            {{"CAIRN_WEB_LISTEN_ADRESS", ":1"}, {"CAIRN_PORT", "tcp://1.2.3.4:9091"}, {"CAIRN_SERVICE_HOST", "1.2.3.4"},
                {"CAIRN_PORT_9091_TCP_ADDR", "1.2.3.4"}, {"HOME", "/root"}});
        QVERIFY(config);
        QCOMPARE(joined(config->warnings), "CAIRN_WEB_LISTEN_ADRESS: no setting has this name\n");
    }

    void zero_is_no_limit()
    {
        const auto config = read({"--limit.series=0", "--limit.label-value-bytes=0"});
        QVERIFY(config);
        QCOMPARE(config->limit.series, std::numeric_limits<std::uint64_t>::max());
        QCOMPARE(config->limit.labelValueBytes, std::numeric_limits<std::uint64_t>::max());
        QCOMPARE(settingOf(*config, "limit.series").value, "0");
    }

    void route_prefix_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("neither") << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("path of the URL") << QByteArray("https://x/push/") << QByteArray() << QByteArray("/push");
        QTest::newRow("URL without path") << QByteArray("https://x") << QByteArray() << QByteArray();
        QTest::newRow("prefix goes before the URL")
            << QByteArray("https://x/push") << QByteArray("/p/") << QByteArray("/p");
        QTest::newRow("slash alone is none") << QByteArray("https://x/push") << QByteArray("/") << QByteArray();
    }
    void route_prefix()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, prefix);
        QFETCH(QByteArray, expected);
        QCOMPARE(effectiveRoutePrefix(url.toStdString(), prefix.toStdString()), expected.toStdString());
    }

    void help_and_version_end_the_reading()
    {
        for (const Words& line : {Words{"--help"}, Words{"-h"}, Words{"--profile=vibe", "--help", "--nonsense"}})
            QVERIFY(read(line)->action == Config::Action::Help);
        for (const Words& line : {Words{"--version"}, Words{"-V"}})
            QVERIFY(read(line)->action == Config::Action::Version);
        QVERIFY(read({"--config.check"})->action == Config::Action::Check);
    }

    void help_lists_every_flag_and_default()
    {
        const std::string help = flagHelp(gatewayFlags());
        const QByteArray unwrapped = QByteArray::fromStdString(help).simplified();
        for (const Flag& flag : gatewayFlags()) {
            QVERIFY2(help.find(flag.name) != std::string::npos, std::string(flag.name).c_str());
            if (!flag.fallback.empty())
                QVERIFY2(unwrapped.contains(QByteArray::fromStdString("(default: " + std::string(flag.fallback) + ")")),
                    flag.name.data());
        }
        for (const QByteArray& line : QByteArray::fromStdString(help).split('\n'))
            QVERIFY2(line.size() <= 80, line.constData());
    }

    void check_shows_value_and_origin()
    {
        const auto config = read({"--profile=vibe"});
        const std::string table = settingsTable(config->settings);
        QVERIFY2(table.find("profile") != std::string::npos && table.find("flag --profile") != std::string::npos,
            table.c_str());
    }

    void systemd_sockets_take_the_place_of_addresses()
    {
        const auto config = read({"--web.systemd-socket"});
        QVERIFY(config);
        QVERIFY(config->web.listenAddresses.empty());
    }

    void takes_only_what_systemd_meant_for_this_process()
    {
        QVERIFY(!systemdDescriptors({}, 7));
        QVERIFY(!systemdDescriptors({{"LISTEN_FDS", "1"}, {"LISTEN_PID", "8"}}, 7));
        QVERIFY(!systemdDescriptors({{"LISTEN_FDS", "0"}, {"LISTEN_PID", "7"}}, 7));
        QVERIFY(!systemdDescriptors({{"LISTEN_FDS", "9999999"}, {"LISTEN_PID", "7"}}, 7));
        QVERIFY(!systemdDescriptors({{"LISTEN_FDS", "x"}, {"LISTEN_PID", "7"}}, 7));
    }

    void takes_listening_sockets_from_three_on()
    {
        const int kept = fcntl(3, F_DUPFD_CLOEXEC, 10); // whatever the test runner has there
        const int listener = socket(AF_INET, SOCK_STREAM, 0);
        QVERIFY(listen(listener, 1) == 0);
        dup2(listener, 3);
        const auto taken = systemdDescriptors({{"LISTEN_FDS", "1"}, {"LISTEN_PID", "7"}}, 7);
        const bool closesOnExec = (fcntl(3, F_GETFD) & FD_CLOEXEC) != 0;
        const int plain = socket(AF_INET, SOCK_STREAM, 0);
        dup2(plain, 3);
        const auto refused = systemdDescriptors({{"LISTEN_FDS", "1"}, {"LISTEN_PID", "7"}}, 7);
        if (kept >= 0)
            dup2(kept, 3);
        QVERIFY(taken);
        QCOMPARE(*taken, std::vector<int>{3});
        QVERIFY(closesOnExec);
        QVERIFY(!refused);
    }
};

QTEST_APPLESS_MAIN(TestConfig)
#include "tst_config.moc"
