#pragma once
#include <jni.h>

namespace tillpoints::evotor {

/// Remembers the virtual machine; once, when the library is loaded. False: no thread could be detached later.
bool remember(JavaVM* machine);

/// The environment of this thread. A thread of the plugin is attached at its first use, as one that does not
/// keep the machine running, and detached when it ends. Null: the machine does not take it.
JNIEnv* attached();

}  // namespace tillpoints::evotor
