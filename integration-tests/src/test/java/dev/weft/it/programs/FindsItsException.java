package dev.weft.it.programs;

import dev.weft.runtime.client.JobExecutionException;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.io.IOException;

/**
 * Catches the failure of its job and looks for its own exception among the causes. Then it returns, or with a number for
 * its argument exits with that. With the argument {@code early} it exits with 5 before it has a job. What it does not find as it
 * was thrown fails it.
 */
public final class FindsItsException {

    private FindsItsException() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("early")) {
            System.exit(5);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(42, 42)
                .map(FindsItsException::check)
                .returns(Long.class)
                .print();
        try {
            env.execute("finds its exception");
            throw new AssertionError("the job has finished");
        } catch (JobExecutionException failed) {
            lookFor(failed);
        }
        if (args.length > 0) {
            System.exit(Integer.parseInt(args[0]));
        }
    }

    private static Long check(Long number) {
        throw new BadNumber(number, new IOException("the disk is full"));
    }

    private static void lookFor(JobExecutionException failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof BadNumber bad
                    && bad.number == 42
                    && bad.getMessage().equals("no to 42")
                    && bad.getStackTrace()[0].getMethodName().equals("check")
                    && bad.getCause() instanceof IOException
                    && bad.getCause().getMessage().equals("the disk is full")) {
                return;
            }
        }
        throw new AssertionError("the program's own exception is not among the causes", failed);
    }

    private static final class BadNumber extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long number;

        /** Not serializable, as much of what exceptions carry around. */
        @SuppressWarnings("serial")
        private final Thread thrower = Thread.currentThread();

        BadNumber(long number, Throwable cause) {
            super("no to " + number, cause);
            this.number = number;
        }
    }
}
