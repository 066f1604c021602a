// SQLite can load extensions from shared libraries, which a static program cannot and guiju never
// does. Without these, the linker warns of glibc's own at every build.

extern "C" {

void* dlopen(const char*, int) { return nullptr; }
void* dlsym(void*, const char*) { return nullptr; }
int dlclose(void*) { return -1; }
char* dlerror() {
  static char words[] = "extensions are not loaded";
  return words;
}
}
