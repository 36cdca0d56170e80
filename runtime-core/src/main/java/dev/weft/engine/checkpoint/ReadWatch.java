package dev.weft.engine.checkpoint;

import java.io.IOException;

/** Makes the calls to the file system that read stored state, and watches them, because they may hang. Thread-safe. */
public interface ReadWatch {

    /** Reads without watching. */
    ReadWatch NONE = new ReadWatch() {
        @Override
        public <T> T watch(String file, Call<T> call) throws IOException {
            return call.make();
        }
    };

    /** Makes a call that reads from this file. */
    <T> T watch(String file, Call<T> call) throws IOException;

    /** A call that may hang. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws IOException;
    }
}
