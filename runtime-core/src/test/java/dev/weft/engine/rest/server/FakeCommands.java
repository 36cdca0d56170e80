package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.view.ClusterCommands;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Records cancellations; the results of a sink are its name and the offset. */
record FakeCommands(Collection<JobID> cancelled) implements ClusterCommands {

    @Override
    public void cancelJob(JobID job) {
        cancelled.add(job);
    }

    @Override
    public CompletableFuture<Taken> triggerCheckpoint(JobID job, boolean full) {
        return CompletableFuture.completedFuture(new Taken(26, "checkpoint of " + job));
    }

    @Override
    public CompletableFuture<Taken> triggerSavepoint(JobID job, boolean portable, Optional<String> parent) {
        return CompletableFuture.completedFuture(new Taken(27, parent.orElse("default") + "/savepoint"));
    }

    @Override
    public CompletableFuture<Taken> stopWithSavepoint(
            JobID job, boolean portable, boolean drain, Optional<String> parent) {
        return CompletableFuture.completedFuture(
                new Taken(28, parent.orElse("default") + (drain ? "/drained" : "/stopped")));
    }

    @Override
    public CompletableFuture<Void> disposeSavepoint(String address) {
        return CompletableFuture.failedFuture(new WeftException(
                ErrorCode.EXTERNAL_SERVICE, "savepoint '" + address + "' was not disposed: it is gone"));
    }

    @Override
    public CompletableFuture<Fetched> fetchCollected(JobID job, String sink, long offset) {
        byte[] bytes = (sink + " after " + offset).getBytes(StandardCharsets.UTF_8);
        return CompletableFuture.completedFuture(new Fetched(bytes, false));
    }
}
