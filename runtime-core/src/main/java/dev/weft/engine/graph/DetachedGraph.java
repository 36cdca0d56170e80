package dev.weft.engine.graph;

import dev.weft.engine.common.Blob;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A job graph without its large blobs, so that the graph and all messages made of it are small, together with these
 * blobs. They are put into a {@link dev.weft.engine.common.BlobStore} that every process of the job can read.
 *
 * @param graph names the blobs
 * @param blobs their contents
 */
public record DetachedGraph(JobGraph graph, Map<StoredBlob, Payload> blobs) {

    /** How much a graph may carry itself. */
    private static final long CARRIED_BYTES = 1 << 20;

    public DetachedGraph {
        blobs = Map.copyOf(blobs);
    }

    /**
     * Detaches the largest blobs, until those that are left have together at most a megabyte, and at most half of a
     * message.
     *
     * @param maxMessageBytes the limit of a control message
     */
    public static DetachedGraph of(JobGraph graph, long maxMessageBytes) {
        Map<Payload, StoredBlob> large = large(graph, Math.min(CARRIED_BYTES, maxMessageBytes / 2));
        if (large.isEmpty()) {
            return new DetachedGraph(graph, Map.of());
        }
        Map<StoredBlob, Payload> blobs = new HashMap<>();
        large.forEach((content, name) -> blobs.put(name, content));
        return new DetachedGraph(naming(graph, large), blobs);
    }

    /** By identity: equality would compare megabytes. */
    private static Map<Payload, StoredBlob> large(JobGraph graph, long most) {
        List<Payload> carried = new ArrayList<>();
        for (JobVertex vertex : graph.vertices()) {
            Stream.concat(
                            Stream.of(vertex.chain()),
                            vertex.coordinators().stream().map(SourceCoordinatorSpec::source))
                    .forEach(blob -> {
                        if (blob instanceof Payload payload) {
                            carried.add(payload);
                        }
                    });
        }
        carried.sort(Comparator.comparingInt(Payload::size).reversed());
        long left = carried.stream().mapToLong(Payload::size).sum();
        Map<Payload, StoredBlob> large = new IdentityHashMap<>();
        for (Payload payload : carried) {
            if (left <= most) {
                break;
            }
            large.computeIfAbsent(payload, StoredBlob::of);
            left -= payload.size();
        }
        return large;
    }

    private static JobGraph naming(JobGraph graph, Map<Payload, StoredBlob> names) {
        return new JobGraph(
                graph.jobId(),
                graph.name(),
                graph.batch(),
                graph.configuration(),
                graph.vertices().stream().map(vertex -> naming(vertex, names)).toList(),
                graph.edges());
    }

    private static JobVertex naming(JobVertex vertex, Map<Payload, StoredBlob> names) {
        return new JobVertex(
                vertex.id(),
                vertex.name(),
                vertex.parallelism(),
                vertex.maxParallelism(),
                vertex.slotSharingGroup(),
                vertex.operators(),
                naming(vertex.chain(), names),
                vertex.coordinators().stream()
                        .map(source -> new SourceCoordinatorSpec(
                                source.operator(), source.name(), naming(source.source(), names)))
                        .toList(),
                vertex.commits());
    }

    private static Blob naming(Blob blob, Map<Payload, StoredBlob> names) {
        StoredBlob name = blob instanceof Payload payload ? names.get(payload) : null;
        return name == null ? blob : name;
    }
}
