package dev.weft.api.common.functions;

import dev.weft.configuration.Configuration;

/**
 * A function with a life cycle: {@code setRuntimeContext}, {@code open}, any number of calls, {@code close}.
 *
 * <p>The engine calls {@link #open(OpenContext)}; a function overrides that or the older
 * {@link #open(Configuration)}, to which it leads by default.
 */
public interface RichFunction extends Function {
    /** The older form of {@link #open(OpenContext)}, with an empty configuration. */
    void open(Configuration parameters) throws Exception;

    /** Called once before the first element. */
    default void open(OpenContext openContext) throws Exception {
        open(new Configuration());
    }

    /** Called once at the end, also after a failure. */
    void close() throws Exception;

    /** The context of the task that runs this function; only from {@code open} on. */
    RuntimeContext getRuntimeContext();

    /** Called by the engine once, before {@code open}. */
    void setRuntimeContext(RuntimeContext runtimeContext);
}
