package dev.weft.benchmarks.rocksdb;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import dev.weft.state.rocksdb.RocksDbBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Benchmark of list appends: adds elements of 1 KB to one list that outgrows the object cache, then reads it once.
 * Prints the seconds of both, which must grow linearly with the number of elements.
 */
public final class ListAppends {

    private static final int ELEMENT_BYTES = 1024;
    private static final MemorySize MEMORY = MemorySize.ofMebiBytes(128);
    private static final MemorySize OBJECTS = MemorySize.ofMebiBytes(4);

    private ListAppends() {}

    /** Arguments: numbers of elements, one run each. */
    public static void main(String[] args) throws Exception {
        System.out.printf("%12s %12s %12s%n", "elements", "add, s", "read, s");
        for (String elements : args) {
            run(Integer.parseInt(elements));
        }
    }

    private static void run(int elements) throws Exception {
        Path directory = Files.createTempDirectory("weft-benchmark-");
        KeyContext keys = new KeyContext();
        KeyHasher hasher = KeyHasher.of(Types.LONG);
        try (KeyedStateBackend backend = backend(directory, keys, hasher)) {
            ListStateDescriptor<byte[]> descriptor =
                    new ListStateDescriptor<>("list", TypeInformation.of(byte[].class));
            descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
            ListState<byte[]> list = backend.state(new StateSpec<>(descriptor, Namespaces.NONE, Optional.empty()))
                    .undivided();
            long begin = System.nanoTime();
            for (int i = 0; i < elements; i++) {
                keys.use(1L, hasher.hash(1L));
                list.add(new byte[ELEMENT_BYTES]);
            }
            long added = System.nanoTime();
            int found = 0;
            for (byte[] element : list.get()) {
                found += element.length / ELEMENT_BYTES;
            }
            if (found != elements) {
                throw new IllegalStateException("added " + elements + " elements, found " + found);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%12d %12.2f %12.2f%n",
                    elements,
                    (added - begin) / 1e9,
                    (System.nanoTime() - added) / 1e9);
        } finally {
            Directories.delete(directory);
        }
    }

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    private static KeyedStateBackend backend(Path directory, KeyContext keys, KeyHasher hasher) throws Exception {
        TypeSerializer<?> serializer = Types.LONG.createSerializer(new ExecutionConfig().getSerializerConfig());
        Configuration configuration = new Configuration()
                .set(RocksDbOptions.FIXED_PER_SLOT, MEMORY)
                .set(RocksDbOptions.OBJECT_CACHE, OBJECTS);
        return new RocksDbBackend()
                .create(new KeyedStateSetup(
                        keys,
                        new KeyedStateSetup.KeyType((TypeSerializer<Object>) serializer, hasher),
                        new KeyGroupRange(0, 128),
                        128,
                        new HostInDirectory(directory, configuration, Optional.empty(), FakeStateHost.of("benchmark")),
                        List.of()));
    }
}
