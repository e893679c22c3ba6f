#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "cloud/sheets/sheet_file.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::cloud {
namespace {

constexpr lxw_row_t most_sheet_rows = 1'048'576;    ///< of the format, the head among them
constexpr std::size_t longest_sheet_text = 32'000;  ///< bytes; the format takes 32 767 characters
constexpr std::size_t longest_title = 31;           ///< characters

[[noreturn]] void sheet_failed(const std::string& what) {
    throw std::runtime_error("a workbook cannot be written: " + what);
}

void expect_written(lxw_error error) {
    if (error != LXW_NO_ERROR) sheet_failed(lxw_strerror(error));
}

/// At most so many bytes, and no character of several bytes cut.
std::string cut_text(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

/// What may be the name of a sheet: some signs have a meaning there.
std::string sheet_title(const std::string& wanted) {
    std::string out;
    for (const char c : cut_text(wanted, longest_title))
        if (static_cast<unsigned char>(c) >= 0x20 &&
            std::string_view("[]:*?/\\'").find(c) == std::string_view::npos)
            out += c;
    return out.empty() ? "Tillpoints" : out;
}

/// A file with a name nobody else has, which goes with this object.
class NamedFile {
  public:
    explicit NamedFile(const std::string& folder) : path_(folder + "/tillpoints-sheet-XXXXXX") {
        const int descriptor = ::mkstemp(path_.data());
        if (descriptor < 0) sheet_failed("no file in " + folder);
        ::close(descriptor);
    }
    ~NamedFile() { ::unlink(path_.c_str()); }
    NamedFile(const NamedFile&) = delete;
    NamedFile& operator=(const NamedFile&) = delete;

    const std::string& path() const { return path_; }
    void hand_on(const SheetTake& take) const {
        const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path_.c_str(), "rb"),
                                                                   &std::fclose);
        if (!file) sheet_failed("it is gone");
        char piece[64 << 10];
        while (const auto size = std::fread(piece, 1, sizeof piece, file.get())) take({piece, size});
        if (std::ferror(file.get())) sheet_failed("it cannot be read");
    }

  private:
    std::string path_;
};

class Workbook : public SheetFile {
  public:
    Workbook(const std::string& folder, const std::string& title, const std::vector<std::string>& head,
             SheetTake take)
        : file_(folder), folder_(folder), take_(std::move(take)) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = folder_.data();
        book_ = workbook_new_opt(file_.path().c_str(), &options);
        if (!book_) sheet_failed("no memory");
        sheet_ = workbook_add_worksheet(book_, sheet_title(title).c_str());
        if (!sheet_) sheet_failed("no sheet");
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
        for (const auto* picture : {"0", "#,##0.00", "0.00%", "yyyy-mm-dd"}) {
            formats_.push_back(workbook_add_format(book_));
            format_set_num_format(formats_.back(), picture);
        }
        worksheet_freeze_panes(sheet_, 1, 0);
        for (std::size_t at = 0; at < head.size(); ++at) {
            const auto width = std::clamp<double>(static_cast<double>(head[at].size()), 12, 40);
            worksheet_set_column(sheet_, column(at), column(at), width, nullptr);
            expect_written(worksheet_write_string(sheet_, 0, column(at), head[at].c_str(), bold_));
        }
        row_ = 1;
    }
    ~Workbook() override {
        // What was begun and not finished is written and then thrown away: the library frees in no other way.
        if (book_) workbook_close(book_);
    }

    bool add(const SheetRow& row) override {
        if (row_ >= most_sheet_rows) return false;
        for (std::size_t at = 0; at < row.size(); ++at) write(column(at), row[at]);
        ++row_;
        return true;
    }
    void finish() override {
        auto* book = book_;
        book_ = nullptr;
        expect_written(workbook_close(book));
        file_.hand_on(take_);
    }

  private:
    static lxw_col_t column(std::size_t at) { return static_cast<lxw_col_t>(at); }

    void write(lxw_col_t at, const SheetCell& cell) {
        std::visit(
            Overloaded{
                [](std::monostate) {},
                [&](const std::string& text) {
                    const auto cut = cut_text(text, longest_sheet_text);
                    expect_written(worksheet_write_string(sheet_, row_, at, cut.c_str(), nullptr));
                },
                [&](const SheetNumber& number) { write_number(at, number); },
                [&](Timestamp day) { write_day(at, day); },
                [&](bool yes) { expect_written(worksheet_write_boolean(sheet_, row_, at, yes, nullptr)); }},
            cell);
    }

    void write_number(lxw_col_t at, const SheetNumber& number) {
        const double unit = number.format == SheetFormat::percent ? 10'000 : 100;
        expect_written(worksheet_write_number(sheet_, row_, at, static_cast<double>(number.hundredths) / unit,
                                              formats_[static_cast<std::size_t>(number.format)]));
    }

    void write_day(lxw_col_t at, Timestamp moment) {
        const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(moment)};
        lxw_datetime written{};
        written.year = static_cast<int>(day.year());
        written.month = static_cast<int>(static_cast<unsigned>(day.month()));
        written.day = static_cast<int>(static_cast<unsigned>(day.day()));
        expect_written(worksheet_write_datetime(sheet_, row_, at, &written, formats_.back()));
    }

    NamedFile file_;
    std::string folder_;
    SheetTake take_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* bold_ = nullptr;
    std::vector<lxw_format*> formats_;
    lxw_row_t row_ = 0;
};

}  // namespace

std::unique_ptr<SheetFile> open_workbook(const std::string& folder, const std::string& title,
                                         const std::vector<std::string>& head, SheetTake take) {
    return std::make_unique<Workbook>(folder, title, head, std::move(take));
}

}  // namespace tillpoints::cloud
