#include "diag/write_reason.h"

#include <cerrno>
#include <system_error>

namespace guiju {

Localized reason_of(int number) {
  switch (number) {
    case ENOENT:
      return {"没有这个文件夹", "no such folder"};
    case EACCES:
    case EPERM:
      return {"没有写入权限", "permission denied"};
    case ENOTDIR:
      return {"路径中有一段不是文件夹", "a part of the path is not a folder"};
    case EROFS:
      return {"磁盘只读", "the disk is read-only"};
    case ENOSPC:
    case EDQUOT:
      return {"磁盘已满", "no room on the disk"};
    case EFBIG:
      return {"文件大小超过了系统允许的上限", "the file would be larger than the system allows"};
    case ENAMETOOLONG:
      return {"文件名或路径太长", "the name or path is too long"};
    default:
      return same(std::generic_category().message(number));
  }
}

}  // namespace guiju
