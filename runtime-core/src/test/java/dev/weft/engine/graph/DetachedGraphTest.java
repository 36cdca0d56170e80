package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.Blob;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import dev.weft.engine.testing.TestJobs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetachedGraphTest {

    private static final int MEGABYTE = 1 << 20;
    private static final long MESSAGE = 64 * MEGABYTE;

    private static Payload of(int size, int fill) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) fill);
        return new Payload(bytes);
    }

    private static JobVertex vertex(int number, Blob chain, SourceCoordinatorSpec... sources) {
        JobVertex like = TestJobs.vertex(number, 1);
        return new JobVertex(
                like.id(),
                like.name(),
                like.parallelism(),
                like.maxParallelism(),
                like.slotSharingGroup(),
                like.operators(),
                chain,
                List.of(sources),
                like.commits());
    }

    private static List<Blob> chains(DetachedGraph detached) {
        return detached.graph().vertices().stream().map(JobVertex::chain).toList();
    }

    @Test
    void aGraphThatIsSmallStaysAsItIs() {
        JobGraph graph = TestJobs.line(vertex(1, of(1000, 1)), vertex(2, of(MEGABYTE - 1000, 2)));

        DetachedGraph detached = DetachedGraph.of(graph, MESSAGE);

        assertThat(detached.graph()).isSameAs(graph);
        assertThat(detached.blobs()).isEmpty();
    }

    @Test
    void theLargestChainsAreDetachedUntilTheRestIsSmall() {
        Payload large = of(3 * MEGABYTE, 1);
        Payload half = of(MEGABYTE / 2, 2);
        Payload more = of(MEGABYTE / 2 + 1, 3);
        JobGraph graph = TestJobs.line(vertex(1, half), vertex(2, large), vertex(3, more));

        DetachedGraph detached = DetachedGraph.of(graph, MESSAGE);

        assertThat(chains(detached)).containsExactly(half, StoredBlob.of(large), StoredBlob.of(more));
        assertThat(detached.blobs())
                .containsOnlyKeys(StoredBlob.of(large), StoredBlob.of(more))
                .containsValues(large, more);
        assertThat(detached.graph().edges()).isEqualTo(graph.edges());
    }

    @Test
    void manyMiddlingChainsTogetherAreLarge() {
        JobGraph graph = TestJobs.line(IntStream.range(0, 20)
                .mapToObj(i -> vertex(i, of(MEGABYTE / 10, i)))
                .toArray(JobVertex[]::new));

        DetachedGraph detached = DetachedGraph.of(graph, MESSAGE);

        assertThat(detached.blobs()).hasSize(10);
        assertThat(JobGraphCodec.write(detached.graph())).hasSizeLessThan(MEGABYTE + MEGABYTE / 10);
    }

    @Test
    void aSourceIsDetachedFromTheEnumeratorToo() {
        Payload chain = of(5 * MEGABYTE, 1);
        Payload source = of(4 * MEGABYTE, 2);

        DetachedGraph detached =
                DetachedGraph.of(TestJobs.line(vertex(1, chain, new SourceCoordinatorSpec(0, "in", source))), MESSAGE);

        assertThat(detached.graph().vertices().get(0).coordinators())
                .containsExactly(new SourceCoordinatorSpec(0, "in", StoredBlob.of(source)));
        assertThat(detached.blobs()).hasSize(2);
    }

    @Test
    void twoChainsOfTheSameContentAreOneBlob() {
        JobGraph graph = TestJobs.line(vertex(1, of(2 * MEGABYTE, 1)), vertex(2, of(2 * MEGABYTE, 1)));

        DetachedGraph detached = DetachedGraph.of(graph, MESSAGE);

        assertThat(detached.blobs()).hasSize(1);
    }

    @Test
    void aSmallerLimitOfMessagesIsKept() {
        DetachedGraph detached = DetachedGraph.of(TestJobs.line(vertex(1, of(600, 1)), vertex(2, of(400, 2))), 1024);

        assertThat(chains(detached)).containsExactly(StoredBlob.of(of(600, 1)), of(400, 2));
    }
}
