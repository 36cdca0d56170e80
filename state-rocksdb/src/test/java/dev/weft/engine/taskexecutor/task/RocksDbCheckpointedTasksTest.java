package dev.weft.engine.taskexecutor.task;

/** The checkpoints of tasks whose keyed state is in RocksDB. */
class RocksDbCheckpointedTasksTest extends CheckpointedTasksTest {

    @Override
    LittleJob job() {
        return super.job().with("state.backend.type", "rocksdb");
    }
}
