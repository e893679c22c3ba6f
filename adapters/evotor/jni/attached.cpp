#include "adapters/evotor/jni/attached.hpp"

#include <pthread.h>

namespace tillpoints::evotor {
namespace {

JavaVM* machine = nullptr;
pthread_key_t attachment;

void detach(void*) {
    machine->DetachCurrentThread();
}

/// The Android header declares the parameter as JNIEnv**, the platform's as void**.
jint attach(JavaVM& to, JNIEnv** environment) {
#ifdef __ANDROID__
    return to.AttachCurrentThreadAsDaemon(environment, nullptr);
#else
    return to.AttachCurrentThreadAsDaemon(reinterpret_cast<void**>(environment), nullptr);
#endif
}

}  // namespace

bool remember(JavaVM* running) {
    machine = running;
    return pthread_key_create(&attachment, detach) == 0;
}

JNIEnv* attached() {
    void* environment = nullptr;
    if (machine->GetEnv(&environment, JNI_VERSION_1_6) == JNI_OK) return static_cast<JNIEnv*>(environment);
    JNIEnv* made = nullptr;
    if (attach(*machine, &made) != JNI_OK) return nullptr;
    pthread_setspecific(attachment, made);
    return made;
}

}  // namespace tillpoints::evotor
