package dev.weft.client;

import dev.weft.client.spi.ClusterDescriptor;
import java.util.List;
import java.util.Optional;

/**
 * Shutdown hook of the client, for a process that is ended by a signal or by {@link System#exit} in the user's program.
 * It undoes an unfinished submission, or lets the followed job decide what becomes of it, and tells the user. The exit code
 * stays the one that the program or the signal gives. The main thread keeps it informed of the progress.
 */
final class ClientShutdownHook {

    /** A job that the client waits for. */
    interface Followed {
        /** Called when the client exits: cancels or leaves the job, and says which. */
        String onClientExit();
    }

    private final Console console;
    private volatile boolean armed;
    private volatile boolean programRuns;
    private volatile boolean submitted;
    private volatile ClusterDescriptor cluster;
    private volatile Followed followed;

    ClientShutdownHook(Console console) {
        this.console = console;
    }

    void install() {
        arm();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> onExit(exitWasCalled()), "client-exit"));
    }

    /** Activates the hook. */
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

    /** A job has been submitted and now runs on the cluster. */
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

    /** Deactivates the hook: the client has finished its work. */
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
            String became = job.get().onClientExit();
            if (called) {
                console.warning("the program called System.exit; " + became);
            } else {
                console.error("interrupted; " + became);
            }
            return;
        }
        List<String> undone =
                Optional.ofNullable(cluster).map(ClusterDescriptor::rollBack).orElse(List.of());
        if (called && programRuns && !submitted) {
            console.warning("the program called System.exit before it submitted a job; nothing was submitted");
        } else if (!called && !submitted) {
            console.error(
                    undone.isEmpty()
                            ? "interrupted; nothing was submitted"
                            : "interrupted; the submission was undone: " + String.join("; ", undone));
        }
    }

    /**
     * Detects a call of {@link System#exit}: while hooks run, the calling thread is still inside that call; after a
     * signal there is no such thread.
     */
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
