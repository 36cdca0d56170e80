package dev.weft.state.rocksdb;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.types.KeyGroupRange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Description of keyed state that is stored as the files of RocksDB. In a {@link KeyedPiece} of format {@link #FORMAT}, the
 * first bytes are this description; then follow, for each store, its manifest and its tables in the order of their names here.
 * Big-endian:
 *
 * <pre>
 * magic i32, version i32, checkpoint id i64, first key group i32, end i32
 * header as in the portable format
 * per state of the header: store u8, column utf, greatest long namespace i64
 * number of stores u8, per store: number of columns i32, per column: name utf, appended u8, seconds to live i32, compacted
 *   after seconds i64; manifest utf, number of tables i32, name utf of each
 * </pre>
 *
 * @param checkpointId for which the files were stored
 * @param groups all key groups that the files have
 * @param header the layouts of states and timers
 * @param places where the rows of each state are, in the order of the header
 * @param stores the main one, then the one that drops expired rows, if there is one
 */
record StoredFiles(
        long checkpointId, KeyGroupRange groups, PortableHeader header, List<Place> places, List<StoreFiles> stores) {

    static final String FORMAT = "rocksdb";
    static final int MAIN = 0;
    static final int EXPIRING = 1;
    private static final int MAGIC = 0x5745_4652;
    private static final int VERSION = 1;

    StoredFiles {
        places = List.copyOf(places);
        stores = List.copyOf(stores);
    }

    /**
     * Where the rows of a state are.
     *
     * @param store index in {@link StoredFiles#stores}
     * @param column its name
     * @param storedUpTo the greatest long namespace that may have rows
     */
    record Place(int store, String column, long storedUpTo) {}

    /**
     * The files of one store, by their local names.
     *
     * @param columns by name
     */
    record StoreFiles(Map<String, Column.Form> columns, String manifest, List<String> tables) {

        StoreFiles {
            tables = List.copyOf(tables);
        }
    }

    byte[] toBytes() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(checkpointId);
        out.writeInt(groups.first());
        out.writeInt(groups.end());
        header.write(out);
        for (Place place : places) {
            out.writeByte(place.store());
            out.writeUTF(place.column());
            out.writeLong(place.storedUpTo());
        }
        out.writeByte(stores.size());
        for (StoreFiles store : stores) {
            out.writeInt(store.columns().size());
            for (Map.Entry<String, Column.Form> each : store.columns().entrySet()) {
                out.writeUTF(each.getKey());
                out.writeBoolean(each.getValue().appended());
                out.writeInt(each.getValue().secondsToLive());
                out.writeLong(each.getValue().compactedAfterSeconds());
            }
            out.writeUTF(store.manifest());
            out.writeInt(store.tables().size());
            for (String table : store.tables()) {
                out.writeUTF(table);
            }
        }
        return out.getCopyOfBuffer();
    }

    /** Reads the description of a piece. */
    static StoredFiles of(KeyedPiece piece, ClassLoader userClassLoader) throws IOException {
        try (InputStream stream = new BufferedInputStream(piece.bytes().get(0).open(0))) {
            DataInputView in = new DataInputViewStreamWrapper(stream);
            int magic = in.readInt();
            int version = in.readInt();
            if (magic != MAGIC || version != VERSION) {
                throw new IOException("no description of RocksDB files, version " + VERSION + ": it begins with "
                        + Integer.toHexString(magic) + ", version " + version);
            }
            long checkpointId = in.readLong();
            KeyGroupRange groups = new KeyGroupRange(in.readInt(), in.readInt());
            PortableHeader header = PortableHeader.read(in, userClassLoader);
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < header.states().size(); i++) {
                places.add(new Place(in.readUnsignedByte(), in.readUTF(), in.readLong()));
            }
            List<StoreFiles> stores = new ArrayList<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                stores.add(readStore(in));
            }
            StoredFiles files = new StoredFiles(checkpointId, groups, header, places, stores);
            files.check(piece);
            return files;
        }
    }

    private static StoreFiles readStore(DataInputView in) throws IOException {
        Map<String, Column.Form> columns = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            columns.put(in.readUTF(), new Column.Form(in.readBoolean(), in.readInt(), in.readLong()));
        }
        String manifest = in.readUTF();
        List<String> tables = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            tables.add(in.readUTF());
        }
        return new StoreFiles(columns, manifest, tables);
    }

    private void check(KeyedPiece piece) throws IOException {
        int described = 1;
        for (StoreFiles store : stores) {
            described += 1 + store.tables().size();
        }
        if (described != piece.bytes().size() || stores.isEmpty() || stores.size() > EXPIRING + 1) {
            throw new IOException("the description of RocksDB files names " + described + " of them in " + stores.size()
                    + " stores, but " + piece.bytes().size() + " are stored");
        }
    }

    /** The stored bytes of one of the stores: its manifest, then its tables. */
    List<StoredBytes> bytesOf(int store, KeyedPiece piece) {
        int at = 1;
        for (int i = 0; i < store; i++) {
            at += 1 + stores.get(i).tables().size();
        }
        return piece.bytes().subList(at, at + 1 + stores.get(store).tables().size());
    }
}
