#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

long characters(const std::string& text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A temporary directory in which the tool is run, in a locale.
class Workspace {
  public:
    explicit Workspace(std::string locale = "C") : locale_(std::move(locale)) {
        std::string pattern = (std::filesystem::temp_directory_path() / "tillpoints-cli-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()));
        path_ = pattern;
        write("good.json", "{}");
        write("quiet.json", "quiet");
        write("wrong.json", "wrong");
        write("empty.json", "empty disk");
    }
    ~Workspace() { std::filesystem::remove_all(path_); }

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ + "/" + name) << text;
        return path_ + "/" + name;
    }

    Outcome run(const std::string& arguments, const std::string& plugin = FAKE_PLUGIN,
                const std::string& input = "", const std::string& output = "out") const {
        write("input", input);
        const std::string command = "cd '" + path_ + "' && LC_ALL= LC_MESSAGES= LANG=" + locale_ +
                                    " '" TILLPOINTS_CLI "' --plugin '" + plugin + "' " + arguments +
                                    " <input >" + output + " 2>err";
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(path_ + "/out"),
                text_of(path_ + "/err")};
    }

  private:
    std::string locale_;
    std::string path_;
};

}  // namespace

TEST_CASE("config check confirms a correct configuration or lists its problems in a table") {
    const Workspace bench;
    const auto good = bench.run("config check good.json");
    CHECK(good.code == 0);
    CHECK(good.out == "good.json: the configuration is right\n");

    const auto wrong = bench.run("config check wrong.json");
    CHECK(wrong.code == 2);
    CHECK(wrong.out ==
          "where                     problem        expected      found\n"
          "timing.event_deadline_ms  out_of_range   100 to 60000  5\n"
          "cloud                     missing_field  this field    nothing\n");

    const auto json = bench.run("config check wrong.json --json");
    CHECK(json.code == 2);
    CHECK(nlohmann::json::parse(json.out)["problems"].size() == 2);
    CHECK(nlohmann::json::parse(bench.run("config check good.json --json").out)["problems"].empty());
    CHECK(bench.run("config check -", FAKE_PLUGIN, "wrong").code == 2);
}

TEST_CASE("status prints what is reported, and exits 1 when something is parked") {
    const Workspace bench;
    const auto busy = bench.run("status --config good.json");
    CHECK(busy.code == 1);
    CHECK(busy.out ==
          "what            value\n"
          "version         0.1.0\n"
          "queue.pending   3\n"
          "queue.settling  1\n"
          "queue.parked    2\n"
          "alarms[0]       unauthorized\n");
    const auto quiet = bench.run("status --config quiet.json --json");
    CHECK(quiet.code == 0);
    CHECK(nlohmann::json::parse(quiet.out)["queue"]["pending"] == 0);
    CHECK(bench.run("status --config quiet.json").out.find("alarms          none\n") != std::string::npos);
}

TEST_CASE("status prints why the link is down, since when and what to do") {
    const Workspace bench;
    bench.write("cut.json", "cut off");
    const auto status = bench.run("status --config cut.json");
    CHECK(status.code == 0);
    CHECK(status.out ==
          "what             value\n"
          "version          0.1.0\n"
          "started          true\n"
          "link.state       paused\n"
          "link.since       2026-01-31T08:05:09.000Z\n"
          "link.reason      certificate_rejected\n"
          "link.detail      certificate has expired\n"
          "link.what to do  check the terminal's date and time first, then cloud.ca_file and cloud.pins\n");
    CHECK(bench.run("status --config cut.json --json").out.find("what to do") == std::string::npos);
}

TEST_CASE("status of a terminal on which the plugin never ran says so and exits 0") {
    const Workspace bench;
    bench.write("new.json", "new terminal");
    const auto status = bench.run("status --config new.json");
    CHECK(status.code == 0);
    CHECK(status.out.find("started  never\n") != std::string::npos);
}

TEST_CASE("journal finds a receipt or exits 1") {
    const Workspace bench;
    const auto known = bench.run("journal --receipt r1 --config good.json");
    CHECK(known.code == 0);
    CHECK(
        known.out ==
        "number  kind  state      wanted  points  total  operation  reversal  cloud points  parked because\n"
        "r1/1    -     confirmed  -       -       -      77         -         -             -\n"
        "\n"
        "at                        entry  what    detail\n"
        "2026-01-31T08:05:09.000Z  -      closed  \n");
    const auto unknown = bench.run("journal --receipt r2 --config good.json");
    CHECK(unknown.code == 1);
    CHECK(unknown.out.empty());
    CHECK(unknown.err == "r2: no such receipt in the journal\n");
    const auto json = bench.run("journal --receipt r2 --config good.json --json");
    CHECK(json.code == 1);
    CHECK(nlohmann::json::parse(json.out)["facts"].empty());
}

TEST_CASE("export prints every entry, queue list those that are not final") {
    const Workspace bench;
    const auto table = bench.run("export --config good.json");
    CHECK(table.code == 0);
    CHECK(table.out ==
          "number  kind      state      wanted    points   total     operation  reversal  cloud points  "
          "parked because\n"
          "r1/1    purchase  confirmed  keep      1500.00  14999.00  77         -         -1500.00      -\n"
          "r2/1    purchase  parked     keep      0.05     0.99      -          -         0.00          "
          "not_found: the code expired\n"
          "b1/1    refund    pending    keep      0.00     5.00      -          -         0.00          -\n"
          "r3/1    purchase  confirmed  withdraw  1.00     1.00      78         -         -1.00         -\n");

    std::istringstream lines(bench.run("queue list --config good.json --json").out);
    std::vector<std::string> numbers;
    for (std::string line; std::getline(lines, line);)
        numbers.push_back(nlohmann::json::parse(line)["number"]);
    CHECK(numbers == std::vector<std::string>{"r2/1", "b1/1", "r3/1"});
    CHECK(bench.run("queue list --config quiet.json").out == "nothing\n");
    CHECK(bench.run("export --config quiet.json --json").out.empty());
}

TEST_CASE("queue export prints what list shows as JSON, and with --all every entry") {
    const Workspace bench;
    const auto lines = [&](const std::string& arguments) {
        const auto out = bench.run(arguments).out;
        return std::count(out.begin(), out.end(), '\n');
    };
    CHECK(lines("queue export --config good.json") == 3);
    CHECK(lines("queue export --all --config good.json") == 4);
}

TEST_CASE("queue show prints why an entry waits, the commands it allows and its journal") {
    const Workspace bench;
    const auto shown = bench.run("queue show r2/1 --config good.json");
    CHECK(shown.code == 0);
    CHECK(
        shown.out ==
        "number  kind      state   wanted  points  total  operation  reversal  cloud points  parked because\n"
        "r2/1    purchase  parked  keep    0.05    0.99   -          -         0.00          not_found: "
        "expired\n"
        "\n"
        "command    now\n"
        "retry      possible\n"
        "write-off  possible\n"
        "cancel     refused: expected this, found that\n"
        "\n"
        "waits for r1/1\n"
        "\n"
        "return  state\n"
        "b2/1    pending\n"
        "\n"
        "at                        entry  what  detail\n"
        "2026-01-31T08:05:09.000Z  r2/1   sent  \n");
    CHECK(bench.run("queue show r9/1 --config good.json").code == 2);
    CHECK(nlohmann::json::parse(bench.run("queue show r2/1 --json --config good.json").out)["after"] ==
          "r1/1");
}

TEST_CASE("a queue command prints what it changed, or why it was refused, or that it waits") {
    const Workspace bench;
    const std::string who = " r2/1 --by Aigul --reason 'the owner asked' --config good.json";
    const auto retried = bench.run("queue retry" + who);
    CHECK(retried.code == 0);
    CHECK(retried.out == "number  state    loss\nr2/1    pending  -\n");
    const auto written_off = bench.run("queue write-off" + who);
    CHECK(written_off.code == 0);
    CHECK(written_off.out ==
          "number  state        loss\nr2/1    written_off  150.00\nb2/1    cancelled    -\n");
    const auto refused = bench.run("queue cancel" + who);
    CHECK(refused.code == 1);
    CHECK(refused.out.empty());
    CHECK(
        refused.err ==
        "cancel r2/1: refused, nothing is changed: expected a fact that certainly never happened, found one "
        "that may have\n");
    const std::string id = "00000000-0000-4000-8000-000000000001";
    const auto waiting = bench.run("queue cancel --wait 1.5 --id " + id + who);
    CHECK(waiting.code == 4);
    CHECK(waiting.err.find("Ask again with --id " + id) != std::string::npos);
    const auto json = bench.run("queue cancel --json" + who);
    CHECK(json.code == 1);
    CHECK(nlohmann::json::parse(json.out)["outcome"] == "refused");
}

TEST_CASE("queue edit reads the phone from standard input, so that no process list shows it") {
    const Workspace bench;
    const std::string who = " r2/1 --by Aigul --reason 'the owner asked' --config good.json";
    CHECK(bench.run("queue edit --phone +77011234567" + who).code == 0);
    CHECK(bench.run("queue edit --phone -" + who, FAKE_PLUGIN, "+77011234567\n").code == 0);
    const auto wrong = bench.run("queue edit --phone nobody" + who);
    CHECK(wrong.code == 2);
    CHECK(wrong.err.find("a telephone number") != std::string::npos);
}

TEST_CASE(
    "receipt list prints since when a receipt is open and its entries, and receipt closed passes the "
    "operator's decision on") {
    const Workspace bench;
    CHECK(bench.run("receipt list --config good.json").out ==
          "receipt  since                     register says      total   discount  points\n"
          "r4       2026-01-31T08:05:09.000Z  nothing: in doubt  700.00  300.00    r4/1 confirmed 300.00\n"
          "r5       2026-01-31T08:06:00.000Z  open               -       0.00      -\n");
    CHECK(bench.run("receipt list --config quiet.json").out == "nothing\n");
    const std::string who = " r4 --by Aigul --reason why --config good.json";
    const auto closed = bench.run("receipt closed --full-price" + who);
    CHECK(closed.code == 0);
    CHECK(closed.out.find("receipt r4: closed\n") == 0);
    CHECK(closed.out.find("r4/2") != std::string::npos);
    const auto cancelled = bench.run("receipt cancelled" + who);
    CHECK(cancelled.code == 1);
    CHECK(cancelled.err.find("expected an open receipt, found a closed one") != std::string::npos);
    for (const auto* arguments : {"receipt closed r4 --by Aigul", "receipt cancelled --by Aigul --reason why",
                                  "receipt", "receipt cancelled r4 --by Aigul --reason why --full-price"})
        CHECK(bench.run(arguments).code == 2);
}

TEST_CASE("a queue command without --by, --reason, NUMBER or --phone exits 2") {
    const Workspace bench;
    for (const auto* arguments :
         {"queue retry r2/1 --by Aigul", "queue retry r2/1 --reason why",
          "queue retry --by Aigul --reason why", "queue edit r2/1 --by Aigul --reason why",
          "queue retry r2/1 --by Aigul --reason why --wait 601", "queue forget r2/1"}) {
        INFO(arguments);
        CHECK(bench.run(arguments).code == 2);
    }
}

TEST_CASE("a wrong configuration exits 2, an unusable database 1") {
    const Workspace bench;
    for (const auto* command :
         {"status", "journal --receipt r1", "export", "queue list", "queue show r2/1",
          "queue retry r2/1 --by a --reason b", "receipt list", "receipt closed r1 --by a --reason b"}) {
        INFO(command);
        const auto wrong = bench.run(command + std::string(" --config wrong.json"));
        CHECK(wrong.code == 2);
        CHECK(wrong.out.empty());
        CHECK(wrong.err.find("timing.event_deadline_ms") != std::string::npos);
        const auto empty = bench.run(command + std::string(" --config empty.json"));
        CHECK(empty.code == 1);
        CHECK(empty.err.find("the database cannot be used") != std::string::npos);
        CHECK(bench.run(command + std::string(" --config none.json")).code == 2);
    }
}

TEST_CASE("allocate answers one request, or with --jsonl one per line in order") {
    const Workspace bench;
    CHECK(bench.run("allocate", FAKE_PLUGIN, "{}").out == "{\"redeemed\":7,\"positions\":[]}\n");
    CHECK(bench.run("allocate good.json --explain").out ==
          "{\"redeemed\":7,\"positions\":[],\"explanation\":[]}\n");

    const auto bad = bench.run("allocate", FAKE_PLUGIN, "bad");
    CHECK(bad.code == 2);
    CHECK(bad.out.empty());
    CHECK(bad.err == "-: redeem: expected 0 or more, found -1\n");

    bench.write("many.jsonl", "{}\nbad\n\n{}\n");
    const auto many = bench.run("allocate many.jsonl --jsonl");
    CHECK(many.code == 2);
    std::istringstream lines(many.out);
    std::vector<bool> right;
    for (std::string line; std::getline(lines, line);)
        right.push_back(nlohmann::json::parse(line).contains("redeemed"));
    CHECK(right == std::vector<bool>{true, false, true});
    CHECK(many.err == "many.jsonl:2: redeem: expected 0 or more, found -1\n");
}

TEST_CASE("a library that is missing, not the plugin or too old exits 3") {
    const Workspace bench;
    for (const auto& plugin : {std::string("/nowhere/libtillpoints.so"), bench.write("text.so", "no library"),
                               std::string(FAKE_PLUGIN_OTHER_ABI), std::string(FAKE_PLUGIN_OLD)}) {
        INFO(plugin);
        const auto outcome = bench.run("config check good.json", plugin);
        CHECK(outcome.code == 3);
        CHECK(outcome.out.empty());
        CHECK(outcome.err.find("tillpoints: the plugin could not be loaded: ") == 0);
    }
}

TEST_CASE("wrong arguments exit 2; help exits 0 and lists the exit codes") {
    const Workspace bench;
    for (const auto* arguments :
         {"", "sing", "config", "config check", "journal", "status --colour", "config check none.json"}) {
        INFO(arguments);
        CHECK(bench.run(arguments).code == 2);
    }
    for (const auto* arguments : {"--help", "status --help", "queue --help", "queue list --help"}) {
        const auto help = bench.run(arguments);
        CHECK(help.code == 0);
        CHECK(help.out.find("Exit codes: 0 all right; 1 ") != std::string::npos);
    }
    CHECK(bench.run("--version").out == "tillpoints " TILLPOINTS_VERSION "\n");
}

TEST_CASE("the tool speaks Russian or Kazakh by the locale, and --language counts more") {
    const Workspace russian("ru_RU.UTF-8");
    CHECK(russian.run("config check good.json").out == "good.json: ошибок в настройках нет\n");
    CHECK(russian.run("config check good.json --language en").out ==
          "good.json: the configuration is right\n");
    CHECK(russian.run("--language=kk config check good.json").out == "good.json: баптауда қате жоқ\n");
    const Workspace kazakh("kk_KZ.UTF-8");
    CHECK(kazakh.run("queue list --config quiet.json").out == "бос\n");
    const Workspace german("de_DE.UTF-8");
    CHECK(german.run("queue list --config quiet.json").out == "nothing\n");
    const auto unknown = german.run("status --language de");
    CHECK(unknown.code == 2);
    CHECK(unknown.err == "tillpoints: --language: expected en, ru or kk, found de\n");
}

TEST_CASE("tables, reasons and amounts are in the language spoken, and exit codes are the same") {
    const Workspace bench("ru_RU.UTF-8");
    const auto wrong = bench.run("config check wrong.json");
    CHECK(wrong.code == 2);
    CHECK(wrong.out ==
          "место                     ошибка         ожидается     указано\n"
          "timing.event_deadline_ms  вне диапазона  100 to 60000  5\n"
          "cloud                     нет поля       это поле      ничего\n");
    const auto table = bench.run("export --config good.json").out;
    CHECK(table.find("подтверждено") != std::string::npos);
    CHECK(table.find("1500,00") != std::string::npos);
    CHECK(table.find("клиент не найден или код устарел (not_found): the code expired") != std::string::npos);
    bench.write("cut.json", "cut off");
    const auto status = bench.run("status --config cut.json").out;
    CHECK(status.find("связь.состояние    приостановлена\n") != std::string::npos);
    CHECK(status.find("связь.причина      сертификат не принят (certificate_rejected)\n") !=
          std::string::npos);
    CHECK(status.find("связь.что делать   сначала проверьте дату и время терминала") != std::string::npos);
    const auto unknown = bench.run("journal --receipt r2 --config good.json");
    CHECK(unknown.code == 1);
    CHECK(unknown.err == "r2: такого чека в журнале нет\n");
    const auto missing = bench.run("config check none.json");
    CHECK(missing.code == 2);
    CHECK(missing.err == "tillpoints: none.json: нет такого файла или каталога\n");
    CHECK(bench.run("status", "/nowhere/libtillpoints.so").err.find("не удалось загрузить библиотеку: ") !=
          std::string::npos);
}

TEST_CASE("help and complaints about arguments are in the language spoken, with aligned columns") {
    const Workspace bench("kk_KZ.UTF-8");
    const auto help = bench.run("queue retry --help");
    CHECK(help.code == 0);
    for (const auto* part : {"Қолданылуы: ", "Параметрлер:", "Аргументтер:", "Осы анықтаманы көрсетіп, шығу",
                             "--by МӘТІН (міндетті)", "Мысал: tillpoints queue retry"})
        CHECK(help.out.find(part) != std::string::npos);
    for (const auto* part : {"Usage", "Options", "REQUIRED", "TEXT", "Print this"})
        CHECK(help.out.find(part) == std::string::npos);
    CHECK(bench.run("--help").out.find("Командалар:\n") != std::string::npos);
    CHECK(bench.run("--help").out.find("Аяқталу кодтары: 0 ") != std::string::npos);
    CHECK(bench.run("status --colour").err == "Артық аргументтер: --colour\nТолығырақ: --help.\n");
    CHECK(bench.run("journal").err == "Көрсетілмеген: --receipt\nТолығырақ: --help.\n");
    const Workspace russian("ru_RU.UTF-8");
    CHECK(russian.run("").err == "Не указана команда\nПодробнее: --help.\n");
    std::istringstream lines(russian.run("queue edit --help").out);
    for (std::string line; std::getline(lines, line);) {
        const auto at = line.find("Причина, для журнала");
        if (at != std::string::npos) CHECK(characters(line.substr(0, at)) == 30);
    }
}

TEST_CASE("with --json the output is the same in every language") {
    for (const auto* arguments :
         {"status --json --config good.json", "config check wrong.json --json",
          "journal --receipt r1 --json --config good.json", "export --json --config good.json",
          "queue list --json --config good.json", "queue show r2/1 --json --config good.json",
          "queue export --all --config good.json", "receipt list --json --config good.json",
          "queue cancel r2/1 --by A --reason why --json --config good.json",
          "allocate good.json --explain"}) {
        INFO(arguments);
        const auto english = Workspace("C").run(arguments);
        CHECK_FALSE(english.out.empty());
        for (const auto* locale : {"ru_RU.UTF-8", "kk_KZ.UTF-8"}) {
            const auto other = Workspace(locale).run(arguments);
            CHECK(other.out == english.out);
            CHECK(other.code == english.code);
        }
    }
}

TEST_CASE("output that cannot be written exits 1") {
    const Workspace bench;
    const auto full = bench.run("status --config quiet.json --json", FAKE_PLUGIN, "", "/dev/full");
    CHECK(full.code == 1);
    CHECK(full.err == "tillpoints: the output could not be written\n");
}
