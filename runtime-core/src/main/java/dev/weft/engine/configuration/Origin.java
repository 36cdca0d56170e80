package dev.weft.engine.configuration;

/**
 * Where a value was set, for messages.
 *
 * @param text e.g. {@code "conf/flink-conf.yaml:12"} or {@code "-D"}
 */
public record Origin(String text) {

    static final Origin COMMAND_LINE = new Origin("the command line (-D)");

    static final Origin PROGRAM = new Origin("the program");

    static Origin line(String file, int line) {
        return new Origin(file + ":" + line);
    }

    @Override
    public String toString() {
        return text;
    }
}
