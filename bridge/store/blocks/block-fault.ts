/** A block that is not as its format says: damaged, cut off, or of a later version. `message` says where, for a person. */
export class BlockFault extends Error {
  override readonly name = "BlockFault";
}
