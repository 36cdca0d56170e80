package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
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
    public CompletableFuture<String> triggerCheckpoint(JobID job, boolean full) {
        return CompletableFuture.completedFuture("checkpoint of " + job);
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(JobID job, boolean portable, Optional<String> parent) {
        return CompletableFuture.completedFuture("savepoint of " + job);
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(
            JobID job, boolean portable, boolean drain, Optional<String> parent) {
        return CompletableFuture.completedFuture("last savepoint of " + job);
    }

    @Override
    public CompletableFuture<Fetched> fetchCollected(JobID job, String sink, long offset) {
        byte[] bytes = (sink + " after " + offset).getBytes(StandardCharsets.UTF_8);
        return CompletableFuture.completedFuture(new Fetched(bytes, false));
    }
}
