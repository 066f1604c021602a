#pragma once
#include <minizip/unzip.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace guiju {

// Readers of what the formats write, none of them ours but that of CSV.

/// A file of these bytes that goes away.
class FileOfBytes {
 public:
  explicit FileOfBytes(const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() /
              ("guiju-test-" + std::to_string(::getpid()) + "-" + std::to_string(++number_))) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  FileOfBytes(const FileOfBytes&) = delete;
  FileOfBytes& operator=(const FileOfBytes&) = delete;
  ~FileOfBytes() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  static inline int number_ = 0;
  std::filesystem::path path_;
};

using Lines = std::vector<std::string>;

inline Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline std::vector<nlohmann::json> json_lines(const std::string& text) {
  std::vector<nlohmann::json> all;
  for (const auto& line : lines_of(text)) all.push_back(nlohmann::json::parse(line));
  return all;
}

/// The rows of RFC 4180. Strict: a mark of order first, CRLF last, quotes where they belong.
inline std::vector<Lines> read_csv(const std::string& text) {
  if (!text.starts_with("\xEF\xBB\xBF")) throw std::runtime_error("no byte order mark");
  if (!text.ends_with("\r\n")) throw std::runtime_error("no line break at the end");
  std::vector<Lines> rows;
  std::size_t at = 3;
  while (at < text.size()) {
    auto& row = rows.emplace_back();
    for (bool more = true; more;) {
      std::string field;
      if (text[at] == '"') {
        for (++at;; ++at) {
          if (text.at(at) == '"' && text.at(++at) != '"') break;
          field += text.at(at);
        }
      } else {
        while (text.at(at) != ',' && text.at(at) != '\r') field += text.at(at++);
        if (field.find('"') != std::string::npos) throw std::runtime_error("a bare quote");
      }
      row.push_back(field);
      more = text.at(at) == ',';
      at += more ? 1 : 0;
    }
    if (text.substr(at, 2) != "\r\n") throw std::runtime_error("a field goes on: " + row.back());
    at += 2;
  }
  return rows;
}

/// The files of an archive.
inline std::map<std::string, std::string> unzip(const std::string& bytes) {
  const FileOfBytes file(bytes);
  auto* archive = unzOpen64(file.path().c_str());
  if (archive == nullptr) throw std::runtime_error("no archive");
  std::map<std::string, std::string> files;
  for (int next = unzGoToFirstFile(archive); next == UNZ_OK; next = unzGoToNextFile(archive)) {
    unz_file_info64 info;
    std::string name(256, '\0');
    unzGetCurrentFileInfo64(archive, &info, name.data(), name.size(), nullptr, 0, nullptr, 0);
    std::string content(info.uncompressed_size, '\0');
    unzOpenCurrentFile(archive);
    unzReadCurrentFile(archive, content.data(), static_cast<unsigned>(content.size()));
    if (unzCloseCurrentFile(archive) != UNZ_OK) throw std::runtime_error("wrong checksum");
    files[name.c_str()] = content;
  }
  unzClose(archive);
  return files;
}

/// The cells of a sheet as text, row by row, by column name.
inline std::vector<std::map<std::string, std::string>> sheet_rows(const std::string& xml) {
  pugi::xml_document document;
  if (!document.load_string(xml.c_str())) throw std::runtime_error("not XML");
  std::vector<std::map<std::string, std::string>> rows;
  for (const auto& row : document.child("worksheet").child("sheetData").children("row")) {
    auto& cells = rows.emplace_back();
    for (const auto& cell : row.children("c")) {
      std::string name = cell.attribute("r").value();
      name.resize(name.find_first_of("0123456789"));
      const bool words = std::string(cell.attribute("t").value()) == "inlineStr";
      cells[name] = words ? cell.child("is").child("t").text().get() : cell.child_value("v");
    }
  }
  return rows;
}

/// A database that is read.
class ReadDatabase {
 public:
  explicit ReadDatabase(const std::string& bytes) : file_(bytes) {
    if (sqlite3_open_v2(file_.path().c_str(), &connection_, SQLITE_OPEN_READONLY, nullptr) != 0) {
      throw std::runtime_error("no database");
    }
  }
  ReadDatabase(const ReadDatabase&) = delete;
  ReadDatabase& operator=(const ReadDatabase&) = delete;
  ~ReadDatabase() { sqlite3_close(connection_); }

  std::vector<Lines> query(const std::string& sql) const {
    std::vector<Lines> rows;
    char* error = nullptr;
    sqlite3_exec(connection_, sql.c_str(), add_row, &rows, &error);
    if (error != nullptr) throw std::runtime_error(error);
    return rows;
  }
  std::size_t number(const std::string& sql) const { return std::stoul(query(sql).at(0).at(0)); }

 private:
  static int add_row(void* rows, int columns, char** values, char**) {
    auto& row = static_cast<std::vector<Lines>*>(rows)->emplace_back();
    for (int i = 0; i < columns; ++i) row.emplace_back(values[i] == nullptr ? "" : values[i]);
    return 0;
  }

  FileOfBytes file_;
  sqlite3* connection_ = nullptr;
};

}  // namespace guiju
