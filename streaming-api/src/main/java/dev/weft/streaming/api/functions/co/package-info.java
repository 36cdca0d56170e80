/** Functions over two connected streams. Called on task threads; may import the API's packages, never the engine. */
package dev.weft.streaming.api.functions.co;
