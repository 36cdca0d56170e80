package dev.weft.benchmarks.micro;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Main class of the micro-benchmarks: runs those whose names match the arguments; all take a few minutes. */
public final class Micro {

    private Micro() {}

    /** @param args regular expressions; none for all */
    public static void main(String[] args) throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder().shouldFailOnError(true);
        for (String pattern : args) {
            options.include(pattern);
        }
        if (args.length == 0) {
            options.include(Micro.class.getPackageName());
        }
        new Runner(options.build()).run();
    }
}
