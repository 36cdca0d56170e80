package dev.weft.util;

/** The class loader of a job's own classes. */
public interface UserCodeClassLoader {
    /** Loads the program's classes. */
    ClassLoader asClassLoader();

    /** Runs the hook when the class loader is given up; a second hook under the same name is ignored. */
    void registerReleaseHookIfAbsent(String releaseHookName, Runnable releaseHook);
}
