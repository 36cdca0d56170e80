package dev.weft.connector.kafka.sink;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Serializer of {@link KafkaCommittable}. Version 1, big endian: transactional id (UTF), producer id (long), epoch (short).
 */
final class KafkaCommittableSerializer implements SimpleVersionedSerializer<KafkaCommittable> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaCommittable committable) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(committable.transactionalId());
        out.writeLong(committable.producerId());
        out.writeShort(committable.epoch());
        return bytes.toByteArray();
    }

    @Override
    public KafkaCommittable deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a Kafka sink's committable of version " + version
                    + " can't be read; this release reads version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        return new KafkaCommittable(in.readUTF(), in.readLong(), in.readShort());
    }
}
