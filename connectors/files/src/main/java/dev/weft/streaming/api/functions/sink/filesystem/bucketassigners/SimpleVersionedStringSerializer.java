package dev.weft.streaming.api.functions.sink.filesystem.bucketassigners;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Serializer of strings. Version 1: the text in UTF-8. */
public final class SimpleVersionedStringSerializer implements SimpleVersionedSerializer<String> {

    public static final SimpleVersionedStringSerializer INSTANCE = new SimpleVersionedStringSerializer();

    private SimpleVersionedStringSerializer() {}

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(int version, byte[] serialized) throws IOException {
        if (version != 1) {
            throw new IOException("a text of version " + version + " can't be read; this release reads version 1");
        }
        return new String(serialized, StandardCharsets.UTF_8);
    }
}
