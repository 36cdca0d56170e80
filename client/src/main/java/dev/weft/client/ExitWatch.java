package dev.weft.client;

import dev.weft.client.spi.ClusterDescriptor;
import java.util.List;
import java.util.Optional;

/**
 * What happens when the process is ended from outside the client's own course: by a signal, or by {@link System#exit} in the
 * user's program. A shutdown hook; the main thread tells it how far things are.
 */
final class ExitWatch {

    /** A job that the client waits for. */
    interface Followed {
        /** What becomes of the job when the client goes, done and told. */
        void onClientGoes(Console console);
    }

    /** Ends the process at once with a code; replaced in tests. */
    interface Halt {
        void now(int code);
    }

    private final Console console;
    private final Halt halt;
    private volatile boolean armed;
    private volatile boolean programRuns;
    private volatile boolean submitted;
    private volatile ClusterDescriptor cluster;
    private volatile Followed followed;

    ExitWatch(Console console, Halt halt) {
        this.console = console;
        this.halt = halt;
    }

    void install() {
        arm();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> onExit(exitWasCalled()), "client-exit"));
    }

    /** From now on an end of the process is this watch's business. */
    void arm() {
        armed = true;
    }

    void connected(ClusterDescriptor descriptor) {
        cluster = descriptor;
    }

    void programStarts() {
        programRuns = true;
    }

    void programEnded() {
        programRuns = false;
    }

    /** A job runs on the cluster and stays there. */
    void jobSubmitted() {
        submitted = true;
    }

    void following(Followed job) {
        followed = job;
    }

    void followingEnded() {
        followed = null;
    }

    boolean hasSubmitted() {
        return submitted;
    }

    /** The client is done; whatever ends the process now is none of this watch's business. */
    void disarm() {
        armed = false;
    }

    /**
     * @param called whether a call of {@link System#exit} ends the process, else a signal does
     */
    void onExit(boolean called) {
        if (!armed) {
            return;
        }
        Optional<Followed> job = Optional.ofNullable(followed);
        if (job.isPresent()) {
            job.get().onClientGoes(console);
            return;
        }
        List<String> undone =
                Optional.ofNullable(cluster).map(ClusterDescriptor::abandon).orElse(List.of());
        if (called && programRuns && !submitted) {
            console.error("the program called System.exit before it submitted a job; nothing was submitted");
            halt.now(1);
        } else if (!called && !submitted) {
            console.error(
                    undone.isEmpty()
                            ? "interrupted; nothing was submitted"
                            : "interrupted; the submission was undone: " + String.join("; ", undone));
        }
    }

    /** While hooks run, the thread that called exit waits in that call; after a signal there is none. */
    private static boolean exitWasCalled() {
        return Thread.getAllStackTraces().values().stream().anyMatch(frames -> {
            for (StackTraceElement frame : frames) {
                if (frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit")) {
                    return true;
                }
            }
            return false;
        });
    }
}
