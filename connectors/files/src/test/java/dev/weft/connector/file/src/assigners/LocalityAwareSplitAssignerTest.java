package dev.weft.connector.file.src.assigners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.core.fs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalityAwareSplitAssignerTest {

    private final FileSourceSplit onA = split("1", "node-a.example.org");
    private final FileSourceSplit onB = split("2", "node-b.example.org");
    private final FileSourceSplit onBoth = split("3", "node-b.example.org", "node-a.example.org");
    private final LocalityAwareSplitAssigner assigner = new LocalityAwareSplitAssigner(List.of(onA, onB, onBoth));

    @Test
    void aReaderGetsSplitsOfItsOwnHostFirstThenAnyOthers() {
        assertThat(assigner.getNext("NODE-B")).contains(onB);
        assertThat(assigner.getNext("node-b")).contains(onBoth);
        assertThat(assigner.getNext("node-b")).contains(onA);
        assertThat(assigner.getNext("node-b")).isEmpty();
    }

    @Test
    void eachSplitIsGivenOnceThoughItIsStoredTwice() {
        assertThat(assigner.getNext("node-a")).contains(onA);
        assertThat(assigner.getNext("node-a")).contains(onBoth);
        assertThat(assigner.getNext(null)).contains(onB);
        assertThat(assigner.remainingSplits()).isEmpty();
    }

    @Test
    void aSplitThatComesBackIsGivenAgain() {
        assigner.getNext("node-a");
        assigner.addSplits(List.of(onA));
        assertThat(assigner.remainingSplits()).containsExactlyInAnyOrder(onA, onB, onBoth);
        assertThat(assigner.getNext("node-a")).isPresent();
    }

    private static FileSourceSplit split(String id, String... hosts) {
        return new FileSourceSplit(id, new Path("/in"), 0, 1, 0, 1, hosts);
    }
}
