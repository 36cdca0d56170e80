package dev.weft.client;

import dev.weft.configuration.Configuration;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.util.function.Consumer;

/** The execution environment that {@code getExecutionEnvironment()} returns to a program started by the client. */
final class ContextEnvironment extends StreamExecutionEnvironment {

    private ContextEnvironment(Configuration configuration, ClassLoader userClasses, ProgramExecutor executor) {
        super(configuration, userClasses, executor);
    }

    /**
     * Installs the environment for the current thread: its programs run on the given executor, and their own settings
     * override the given ones.
     *
     * @param review told of the settings that a program gives by itself
     */
    static void install(
            Configuration settings, Consumer<Configuration> review, ClassLoader userClasses, ProgramExecutor executor) {
        initializeContextEnvironment(own -> {
            review.accept(own);
            Configuration all = new Configuration(settings);
            all.addAll(own);
            return new ContextEnvironment(all, userClasses, executor);
        });
    }

    @Override
    public void close() {}

    static void uninstall() {
        resetContextEnvironment();
    }
}
