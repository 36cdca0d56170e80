package dev.weft.yarn.client;

import dev.weft.engine.configuration.OutOfMemory.Process;
import dev.weft.yarn.common.launch.ContainerExit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shortens YARN's diagnostics of an application for the user. */
final class Diagnostics {

    private static final int LONGEST = 400;
    private static final Pattern MASTER_EXIT = Pattern.compile("exited with\\s+exitCode: (-?[0-9]+)");

    private Diagnostics() {}

    /** Why an application that has not started waits; empty when there is nothing to tell a user. */
    static String waiting(String diagnostics) {
        String text = oneLine(diagnostics);
        // The end of an attempt is reported with the application's end, which follows at once.
        return MASTER_EXIT.matcher(text).find() ? "" : text;
    }

    /** Why an application has ended without having run. */
    static String summary(String diagnostics) {
        String all = diagnostics == null ? "" : diagnostics;
        Matcher exit = MASTER_EXIT.matcher(all);
        if (exit.find()) {
            return "its container "
                    + ContainerExit.of(
                                    Process.JOBMANAGER,
                                    Integer.parseInt(exit.group(1)),
                                    details(all.substring(exit.end())))
                            .cause();
        }
        String text = oneLine(all);
        return text.isEmpty() ? "YARN tells no reason" : text;
    }

    /** Without the ResourceManager's own sentences, which say nothing of the container. */
    private static String details(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("Failing this attempt")
                        && !line.startsWith("For more detailed output")
                        && !line.startsWith(". Failing the application"))
                .collect(Collectors.joining("\n"));
    }

    private static String oneLine(String diagnostics) {
        String text = diagnostics == null ? "" : diagnostics.strip().replaceAll("\\s+", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}
