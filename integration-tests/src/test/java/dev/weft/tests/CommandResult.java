package dev.weft.tests;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a command ended.
 *
 * @param exitCode as the shell sees it
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandResult(int exitCode, String out, String err) {

    private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");

    /** The first application id that it printed. */
    String applicationId() {
        Matcher matcher = APPLICATION.matcher(out + err);
        if (!matcher.find()) {
            throw new AssertionError("the command printed no application id:\n" + this);
        }
        return matcher.group();
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + "\n-- out\n" + out + "\n-- err\n" + err;
    }
}
