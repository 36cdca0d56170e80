package dev.weft.streaming.examples.wordcount;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.java.utils.MultipleParameterTool;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.util.TimeUtils;
import dev.weft.util.function.RunnableWithException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of the word count example: {@code --input path} (may be repeated; without it a text of its own is used),
 * {@code --output path} (a new or empty directory; without it results are printed), {@code --execution-mode}
 * STREAMING, BATCH or AUTOMATIC, {@code --discovery-interval duration} (looks for new files over and over).
 */
record WordCountOptions(
        List<Path> inputs,
        Optional<Path> output,
        Optional<RuntimeExecutionMode> executionMode,
        Optional<Duration> discoveryInterval,
        MultipleParameterTool parameters) {
    private static final List<String> NAMES = List.of("input", "output", "execution-mode", "discovery-interval");

    /** What the tool gives for a parameter without a value. */
    private static final String NO_VALUE =
            MultipleParameterTool.fromArgs(new String[] {"--none"}).get("none");

    /** Fails with an InvalidProgramException that says what is wrong with which option. */
    static WordCountOptions parse(String[] args) {
        MultipleParameterTool parameters = MultipleParameterTool.fromArgs(args);
        parameters.toMultiMap().forEach(WordCountOptions::checkName);
        return new WordCountOptions(
                parameters.has("input")
                        ? parameters.getMultiParameter("input").stream()
                                .map(Path::new)
                                .toList()
                        : List.of(),
                value(parameters, "output").map(Path::new),
                value(parameters, "execution-mode").map(WordCountOptions::mode),
                value(parameters, "discovery-interval").map(WordCountOptions::interval),
                parameters);
    }

    private static void checkName(String name, Collection<String> values) {
        if (!NAMES.contains(name)) {
            throw new InvalidProgramException(
                    "unknown option --" + name + ": WordCount knows --" + String.join(", --", NAMES));
        }
        if (values.contains(NO_VALUE)) {
            throw new InvalidProgramException("option --" + name + " has no value");
        }
        if (values.size() > 1 && !name.equals("input")) {
            throw new InvalidProgramException("option --" + name + " is given " + values.size() + " times: "
                    + String.join(", ", values) + "; only --input may be repeated");
        }
    }

    private static Optional<String> value(MultipleParameterTool parameters, String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static RuntimeExecutionMode mode(String text) {
        try {
            return RuntimeExecutionMode.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InvalidProgramException(
                    "--execution-mode is '" + text + "', it must be STREAMING, BATCH or AUTOMATIC", e);
        }
    }

    private static Duration interval(String text) {
        try {
            Duration interval = TimeUtils.parseDuration(text);
            if (interval.isZero() || interval.isNegative()) {
                throw new IllegalArgumentException("it must be above zero");
            }
            return interval;
        } catch (IllegalArgumentException e) {
            throw new InvalidProgramException(
                    "--discovery-interval is '" + text + "', it must be a duration such as 10s: " + e.getMessage(), e);
        }
    }

    /** Looks whether the inputs are there and the output is free, before anything is started. */
    void check() {
        inputs.forEach(input -> check("--input " + input, () -> checkInput(input)));
        output.ifPresent(path -> check("--output " + path, () -> checkOutput(path)));
    }

    private static void check(String option, RunnableWithException look) {
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
            throw new InvalidProgramException("--input " + path + " does not exist");
        }
    }

    private static void checkOutput(Path path) throws IOException {
        FileSystem files = path.getFileSystem();
        if (!files.exists(path)) {
            return;
        }
        if (!files.getFileStatus(path).isDir()) {
            throw new InvalidProgramException(
                    "--output " + path + " is a file: choose a directory that is new or empty");
        }
        if (files.listStatus(path).length > 0) {
            throw new InvalidProgramException(
                    "--output " + path + " is not empty: choose a directory that is new or empty, or delete it first");
        }
    }
}
