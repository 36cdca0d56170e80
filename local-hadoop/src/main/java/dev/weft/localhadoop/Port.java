package dev.weft.localhadoop;

/** Every port that a daemon listens on; a port base assigns them in this order. */
public enum Port {
    NAME_NODE_RPC,
    NAME_NODE_HTTP,
    DATA_NODE_TRANSFER,
    DATA_NODE_HTTP,
    DATA_NODE_IPC,
    RESOURCE_MANAGER_RPC,
    RESOURCE_MANAGER_SCHEDULER,
    RESOURCE_MANAGER_TRACKER,
    RESOURCE_MANAGER_ADMIN,
    RESOURCE_MANAGER_HTTP,
    NODE_MANAGER_RPC,
    NODE_MANAGER_LOCALIZER,
    NODE_MANAGER_HTTP
}
