package dev.weft.client;

import dev.weft.configuration.Configuration;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.util.function.Consumer;

/** What a program that the client runs gets from {@code getExecutionEnvironment()}. */
final class ContextEnvironment extends StreamExecutionEnvironment {

    private ContextEnvironment(Configuration configuration, ClassLoader userClasses, ProgramExecutor executor) {
        super(configuration, userClasses, executor);
    }

    /**
     * From now on the thread's programs run where the executor says, with these settings below their own.
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
