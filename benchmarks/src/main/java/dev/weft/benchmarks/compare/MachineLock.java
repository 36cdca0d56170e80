package dev.weft.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lock of a file, held by {@code flock}, so that nothing else on the machine that respects it runs while something is measured.
 */
final class MachineLock {

    private final Optional<Process> holder;

    private MachineLock(Optional<Process> holder) {
        this.holder = holder;
    }

    /** Waits for the lock; without a file there is nothing to wait for. */
    static MachineLock take(Optional<String> file) throws IOException {
        if (file.isEmpty()) {
            return new MachineLock(Optional.empty());
        }
        Process holder = new ProcessBuilder("flock", file.get(), "sh", "-c", "echo held; cat >/dev/null")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] said = holder.getInputStream().readNBytes("held".length());
        if (!"held".equals(new String(said, StandardCharsets.US_ASCII))) {
            throw new IOException("flock does not lock " + file.get());
        }
        return new MachineLock(Optional.of(holder));
    }

    void release() throws IOException {
        if (holder.isPresent()) {
            holder.get().getOutputStream().close();
            holder.get().onExit().join();
        }
    }
}
