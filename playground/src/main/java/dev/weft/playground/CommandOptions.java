package dev.weft.playground;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.java.utils.MultipleParameterTool;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The options of one of the playground's programs: {@code --name value}, and flags without a value. */
final class CommandOptions {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String INPUT_TOPIC = "input-topic";
    static final String OUTPUT_TOPIC = "output-topic";

    /** What the tool gives for a parameter without a value. */
    private static final String NO_VALUE =
            MultipleParameterTool.fromArgs(new String[] {"--none"}).get("none");

    private final MultipleParameterTool given;

    private CommandOptions(MultipleParameterTool given) {
        this.given = given;
    }

    /**
     * Reads the arguments of a program.
     *
     * @param program what users call it
     * @param flags the options without a value
     * @param names the options with one value
     * @throws InvalidProgramException with one line that says which option is wrong
     */
    static CommandOptions parse(String program, Set<String> flags, Set<String> names, String... arguments) {
        MultipleParameterTool given = MultipleParameterTool.fromArgs(arguments);
        given.toMultiMap().forEach((name, values) -> check(program, flags, names, name, values));
        return new CommandOptions(given);
    }

    private static void check(
            String program, Set<String> flags, Set<String> names, String name, Collection<String> values) {
        if (flags.contains(name)) {
            if (!List.copyOf(values).equals(List.of(NO_VALUE))) {
                throw new InvalidProgramException(
                        "option --" + name + " has no value, but '" + String.join(" ", values) + "' is given for it");
            }
            return;
        }
        if (!names.contains(name)) {
            Set<String> known = new TreeSet<>(names);
            known.addAll(flags);
            throw new InvalidProgramException(
                    "unknown option --" + name + ": " + program + " knows --" + String.join(", --", known));
        }
        if (values.contains(NO_VALUE)) {
            throw new InvalidProgramException("option --" + name + " has no value");
        }
        if (values.size() > 1) {
            throw new InvalidProgramException(
                    "option --" + name + " is given " + values.size() + " times: " + String.join(", ", values));
        }
    }

    /** One line about a failed conversation with the brokers that a command line names. */
    static String unreachable(String[] arguments, Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "the brokers at "
                + new CommandOptions(MultipleParameterTool.fromArgs(arguments))
                        .text(BOOTSTRAP_SERVERS, "localhost:9092")
                + " (--" + BOOTSTRAP_SERVERS + ") do not answer as they should: " + cause.getMessage();
    }

    boolean has(String flag) {
        return given.has(flag);
    }

    String text(String name, String unlessGiven) {
        return given.has(name) ? given.get(name) : unlessGiven;
    }

    /** A whole number of at least 1. */
    long number(String name, long unlessGiven) {
        if (!given.has(name)) {
            return unlessGiven;
        }
        String text = given.get(name);
        try {
            long number = Long.parseLong(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same message as for a number that is too small
        }
        throw new InvalidProgramException("--" + name + " is '" + text + "', it must be a whole number of at least 1");
    }
}
