package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.streaming.connectors.kafka.partitioner.FlinkFixedPartitioner;
import dev.weft.streaming.connectors.kafka.partitioner.FlinkKafkaPartitioner;
import org.junit.jupiter.api.Test;

/** The partitions that records get. */
final class RecordOfPartsTest {

    /** The writer of an index, of three, whose topics have two partitions. */
    private record Place(int getParallelInstanceId) implements KafkaRecordSerializationSchema.KafkaSinkContext {
        @Override
        public int getNumberOfParallelInstances() {
            return 3;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {0, 1};
        }
    }

    /** A partitioner of a program: the partition is the length of the value. */
    private static final class ByLength extends FlinkKafkaPartitioner<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public int partition(String record, byte[] key, byte[] value, String targetTopic, int[] partitions) {
            return value.length;
        }
    }

    @Test
    void theFixedPartitionerGivesEachWriterOnePartitionGoingRound() throws Exception {
        assertThat(partition(new FlinkFixedPartitioner<>(), 0, "a")).isEqualTo(0);
        assertThat(partition(new FlinkFixedPartitioner<>(), 1, "a")).isEqualTo(1);
        assertThat(partition(new FlinkFixedPartitioner<>(), 2, "a")).isEqualTo(0);
    }

    @Test
    void aPartitionerThatChoosesNoPartitionOfTheTopicIsTold() throws Exception {
        assertThat(partition(new ByLength(), 0, "a")).isEqualTo(1);
        assertThatThrownBy(() -> partition(new ByLength(), 0, "abcde"))
                .isInstanceOf(KafkaFailure.class)
                .hasMessage("the partitioner " + ByLength.class.getName()
                        + " chose partition 5 of topic clicks, which has the partitions [0, 1]");
    }

    private static int partition(KafkaPartitioner<String> partitioner, int writer, String element) throws Exception {
        KafkaRecordSerializationSchema<String> schema = KafkaRecordSerializationSchema.<String>builder()
                .setTopic("clicks")
                .setValueSerializationSchema(new SimpleStringSchema())
                .setPartitioner(partitioner)
                .build();
        Place place = new Place(writer);
        schema.open(null, place);
        return schema.serialize(element, place, null).partition();
    }
}
