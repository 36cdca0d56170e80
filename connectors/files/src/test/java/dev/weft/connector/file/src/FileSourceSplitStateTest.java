package dev.weft.connector.file.src;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.connector.file.src.util.CheckpointedPosition;
import dev.weft.core.fs.Path;
import org.junit.jupiter.api.Test;

final class FileSourceSplitStateTest {

    private static final FileSourceSplit SPLIT = new FileSourceSplit("1", new Path("file:///in"), 0, 100, 0, 100);

    /** A split of a program that forgets to make splits of its own class. */
    private static final class Forgetful extends FileSourceSplit {
        private static final long serialVersionUID = 1L;

        Forgetful() {
            super("1", new Path("file:///in"), 0, 100, 0, 100);
        }
    }

    @Test
    void aSplitIsReadOnFromWhereItsReaderIs() {
        FileSourceSplitState<FileSourceSplit> state = new FileSourceSplitState<>(SPLIT);
        assertThat(state.toFileSourceSplit().getReaderPosition()).isEmpty();

        state.setPosition(40, 2);
        state.setRecordsToSkipAfterOffset(3);
        FileSourceSplit later = state.toFileSourceSplit();

        assertThat(later.getReaderPosition()).contains(new CheckpointedPosition(40, 3));
        assertThat(later.splitId()).isEqualTo(SPLIT.splitId());
        FileSourceSplitState<FileSourceSplit> restored = new FileSourceSplitState<>(later);
        assertThat(restored.getOffset()).isEqualTo(40);
        assertThat(restored.getRecordsToSkipAfterOffset()).isEqualTo(3);
        restored.setOffset(50);
        assertThat(restored.toFileSourceSplit().getReaderPosition()).contains(new CheckpointedPosition(50, 3));
    }

    @Test
    void recordsCanBeCountedWithoutAnOffset() {
        FileSourceSplitState<FileSourceSplit> state = new FileSourceSplitState<>(SPLIT);
        state.setRecordsToSkipAfterOffset(7);

        assertThat(state.toFileSourceSplit().getReaderPosition())
                .contains(new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, 7));
    }

    @Test
    void aSplitThatChangesItsClassIsNamed() {
        FileSourceSplitState<Forgetful> state = new FileSourceSplitState<>(new Forgetful());
        state.setPosition(1, 0);

        assertThatThrownBy(state::toFileSourceSplit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Forgetful.class.getName())
                .hasMessageContaining("updateWithCheckpointedPosition");
    }
}
