package dev.weft.streaming.examples.testing;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a program's main method in this process, as from an IDE. */
public final class LocalRun {
    private LocalRun() {}

    /** A program's main method. */
    @FunctionalInterface
    public interface Main {
        void run(String[] args) throws Exception;
    }

    /**
     * The lines that a program writes, in the order of their files.
     *
     * @param output a new directory for them, given to the program as {@code --output}
     */
    public static List<String> lines(Path output, int parallelism, Main program, String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of("--output", output.toString()));
        all.addAll(List.of(args));
        printing(parallelism, program, all.toArray(new String[0]));
        if (!Files.exists(output)) { // a sink without records writes no file
            return List.of();
        }
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .flatMap(LocalRun::read)
                    .toList();
        }
    }

    /** Runs a program to its end. */
    public static void printing(int parallelism, Main program, String... args) throws Exception {
        int before = StreamExecutionEnvironment.getDefaultLocalParallelism();
        StreamExecutionEnvironment.setDefaultLocalParallelism(parallelism);
        try {
            program.run(args);
        } finally {
            StreamExecutionEnvironment.setDefaultLocalParallelism(before);
        }
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
