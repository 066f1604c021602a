#include "diag/reason.h"

#include <cerrno>
#include <string>
#include <system_error>

namespace guiju {

namespace {

Localized nothing_there(Doing doing) {
  switch (doing) {
    case Doing::reading_file:
      return {"没有这个文件", "no such file"};
    case Doing::reading_folder:
      return {"没有这个文件或文件夹", "no such file or folder"};
    case Doing::writing:
      break;
  }
  return {"没有这个文件夹", "no such folder"};
}

}  // namespace

Localized reason_of(int number, Doing doing) {
  switch (number) {
    case ENOENT:
      return nothing_there(doing);
    case EACCES:
    case EPERM:
      return {doing == Doing::writing ? "没有写入权限" : "没有读取权限", "permission denied"};
    case ENOTDIR:
      return {"路径中有一段不是文件夹", "a part of the path is not a folder"};
    case EISDIR:
      return {"它是文件夹", "it is a folder"};
    case ELOOP:
      return {"符号链接绕成了圈", "symbolic links form a loop"};
    case ENAMETOOLONG:
      return {"文件名或路径太长", "the name or path is too long"};
    case EMFILE:
    case ENFILE:
      return {"同时打开的文件太多", "too many open files"};
    case EIO:
      return {"磁盘读写出错", "the disk gave an error"};
    case ENXIO:
    case ENODEV:
      return {"设备不可用", "no such device"};
    case EROFS:
      return {"磁盘只读", "the disk is read-only"};
    case ENOSPC:
    case EDQUOT:
      return {"磁盘已满", "no room on the disk"};
    case EFBIG:
      return {"文件大小超过了系统允许的上限", "the file would be larger than the system allows"};
    default: {
      const std::string words = std::generic_category().message(number);
      return {"系统报告：" + words, words};
    }
  }
}

}  // namespace guiju
