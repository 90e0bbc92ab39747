// A leak report names a library only while it is loaded, and suppressions go by the name; OpenGL drivers are unloaded
// before the report. Test programs with AddressSanitizer therefore never unload anything.

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ATTNSCOPE_KEEP_LIBRARIES
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ATTNSCOPE_KEEP_LIBRARIES
#endif

#ifdef ATTNSCOPE_KEEP_LIBRARIES
extern "C" int dlclose(void* /*library*/) noexcept { return 0; }
#endif
