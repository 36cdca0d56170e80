package dev.weft.connector.kafka.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class HandoverTest {

    private static final Fetched RECORDS = new Fetched.Records(new TopicPartition("clicks", 0), List.of(), 0, false);

    private final Handover handover = new Handover(2);

    @Test
    void aTaskThatIsBehindStopsTheFetchingAndNotTheCommands() throws Exception {
        FetchCommand commit = new FetchCommand.Commit(Map.of());
        handover.add(List.of(RECORDS, RECORDS));
        handover.command(commit);

        assertThat(handover.hasRoom()).isFalse();
        assertThat(handover.awaitWork(true)).contains(List.of(commit));
    }

    @Test
    void takingOneMakesRoomForTheNextFetch() throws Exception {
        handover.add(List.of(RECORDS, RECORDS));

        assertThat(handover.poll()).isSameAs(RECORDS);

        assertThat(handover.hasRoom()).isTrue();
        assertThat(handover.awaitWork(true)).contains(List.of());
    }

    @Test
    void closingEndsTheFetchingAndForgetsWhatWasFetched() throws Exception {
        handover.add(List.of(RECORDS));
        handover.command(new FetchCommand.Commit(Map.of()));
        handover.close();

        assertThat(handover.awaitWork(true)).isEmpty();
        assertThat(handover.hasFetched()).isFalse();
        assertThat(handover.hasCommands()).isTrue();
    }
}
