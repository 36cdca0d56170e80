package dev.weft.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A command on its way, with what it has written so far. */
record RunningCommand(Process process, Path outFile, Path errFile) {

    String out() throws IOException {
        return Files.readString(outFile);
    }

    String err() throws IOException {
        return Files.readString(errFile);
    }

    /** Waits for its end. A command that takes longer is killed and fails the test with what it wrote. */
    CommandResult result(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError("the command did not end within " + patience.toSeconds() + " s:\n"
                    + new CommandResult(-1, out(), err()));
        }
        return new CommandResult(process.exitValue(), out(), err());
    }
}
