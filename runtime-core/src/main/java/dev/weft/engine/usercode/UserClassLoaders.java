package dev.weft.engine.usercode;

import java.util.List;

/** Factory of user class loaders: one per job and process. Returns at once; jars are read when classes are loaded. */
@FunctionalInterface
public interface UserClassLoaders {

    /**
     * @param name whose classes these are, for messages
     * @param entries jars or directories, as paths relative to the working directory or as URLs
     * @return a loader that the caller closes after the job's last class was used, when it is {@link AutoCloseable}
     */
    ClassLoader open(String name, List<String> entries);
}
