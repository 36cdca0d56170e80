package dev.weft.streaming.examples.options;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.java.utils.MultipleParameterTool;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.util.TimeUtils;
import dev.weft.util.function.RunnableWithException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The options {@code --name value} of an example program. Everything that is wrong with one is an
 * InvalidProgramException that says what and where in one line.
 */
public final class ProgramOptions {
    /** Files or directories to read; the only option that may be repeated. */
    public static final String INPUT = "input";

    /** A new or empty directory for results; without it they are printed. */
    public static final String OUTPUT = "output";

    /** STREAMING, BATCH or AUTOMATIC. */
    public static final String EXECUTION_MODE = "execution-mode";

    /** What the tool gives for a parameter without a value. */
    private static final String NO_VALUE =
            MultipleParameterTool.fromArgs(new String[] {"--none"}).get("none");

    private final MultipleParameterTool parameters;

    private ProgramOptions(MultipleParameterTool parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the arguments of a program.
     *
     * @param program what users call it
     * @param names the options that it knows
     */
    public static ProgramOptions parse(String program, List<String> names, String... args) {
        MultipleParameterTool parameters = MultipleParameterTool.fromArgs(args);
        parameters.toMultiMap().forEach((name, values) -> check(program, names, name, values));
        return new ProgramOptions(parameters);
    }

    private static void check(String program, List<String> names, String name, Collection<String> values) {
        if (!names.contains(name)) {
            throw new InvalidProgramException(
                    "unknown option --" + name + ": " + program + " knows --" + String.join(", --", names));
        }
        if (values.contains(NO_VALUE)) {
            throw new InvalidProgramException("option --" + name + " has no value");
        }
        if (values.size() > 1 && !name.equals(INPUT)) {
            throw new InvalidProgramException("option --" + name + " is given " + values.size() + " times: "
                    + String.join(", ", values) + "; only --" + INPUT + " may be repeated");
        }
    }

    /** What was given, for the job's page. */
    public MultipleParameterTool parameters() {
        return parameters;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    public List<Path> inputs() {
        return parameters.has(INPUT)
                ? parameters.getMultiParameter(INPUT).stream().map(Path::new).toList()
                : List.of();
    }

    public Optional<Path> output() {
        return text(OUTPUT).map(Path::new);
    }

    public Optional<RuntimeExecutionMode> executionMode() {
        return choice(EXECUTION_MODE, RuntimeExecutionMode.class);
    }

    /** One of the constants, in any case. */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> constants) {
        return text(name).map(text -> {
            String wanted = text.toUpperCase(Locale.ROOT);
            return Arrays.stream(constants.getEnumConstants())
                    .filter(constant -> constant.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new InvalidProgramException("--" + name + " is '" + text + "', it must be "
                            + Arrays.stream(constants.getEnumConstants())
                                    .map(Enum::name)
                                    .collect(Collectors.joining(" or "))));
        });
    }

    /** A duration above zero. */
    public Optional<Duration> duration(String name) {
        return text(name).map(text -> {
            try {
                Duration duration = TimeUtils.parseDuration(text);
                if (duration.isZero() || duration.isNegative()) {
                    throw new IllegalArgumentException("it must be above zero");
                }
                return duration;
            } catch (IllegalArgumentException e) {
                throw new InvalidProgramException(
                        "--" + name + " is '" + text + "', it must be a duration such as 10s: " + e.getMessage(), e);
            }
        });
    }

    /** A whole number from {@code least} to {@code most}. */
    public OptionalLong number(String name, long least, long most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        String expected =
                "--" + name + " is '" + text.get() + "', it must be a whole number from " + least + " to " + most;
        try {
            long number = Long.parseLong(text.get());
            if (number < least || number > most) {
                throw new InvalidProgramException(expected);
            }
            return OptionalLong.of(number);
        } catch (NumberFormatException e) {
            throw new InvalidProgramException(expected, e);
        }
    }

    /** A number from 0 to 1. */
    public OptionalDouble share(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        String expected = "--" + name + " is '" + text.get() + "', it must be a number from 0 to 1";
        try {
            double share = Double.parseDouble(text.get());
            if (!(share >= 0 && share <= 1)) {
                throw new InvalidProgramException(expected);
            }
            return OptionalDouble.of(share);
        } catch (NumberFormatException e) {
            throw new InvalidProgramException(expected, e);
        }
    }

    /** Looks whether the inputs are there and the output is free, before anything is started. */
    public void checkFiles() {
        inputs().forEach(input -> look("--" + INPUT + " " + input, () -> checkInput(input)));
        output().ifPresent(path -> look("--" + OUTPUT + " " + path, () -> checkOutput(path)));
    }

    /** An environment with what the options say about how to run. */
    public StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        executionMode().ifPresent(environment::setRuntimeMode);
        environment.getConfig().setGlobalJobParameters(parameters);
        return environment;
    }

    private static void look(String option, RunnableWithException look) {
        try {
            look.run();
        } catch (InvalidProgramException wrong) {
            throw wrong;
        } catch (Exception failure) {
            throw new InvalidProgramException(option + ": " + failure.getMessage(), failure);
        }
    }

    private static void checkInput(Path path) throws IOException {
        if (!path.getFileSystem().exists(path)) {
            throw new InvalidProgramException("--" + INPUT + " " + path + " does not exist");
        }
    }

    private static void checkOutput(Path path) throws IOException {
        String option = "--" + OUTPUT + " " + path;
        FileSystem files = path.getFileSystem();
        if (!files.exists(path)) {
            return;
        }
        if (!files.getFileStatus(path).isDir()) {
            throw new InvalidProgramException(option + " is a file: choose a directory that is new or empty");
        }
        if (files.listStatus(path).length > 0) {
            throw new InvalidProgramException(
                    option + " is not empty: choose a directory that is new or empty, or delete it first");
        }
    }
}
