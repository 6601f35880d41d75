import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { crc64 } from "./aliyun/crc64.js";
import { StandinAliyun } from "./aliyun/standin-aliyun.js";

describe("crc64", () => {
  // https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-64-xz
  const check = 0x995dc9bbdf1939fan.toString();

  it("has the check value of CRC-64/XZ", () => {
    assert.equal(crc64(Buffer.from("123456789")), check);
    assert.equal(crc64(Buffer.alloc(0)), "0");
  });

  it("is what the provider's function says of a file in the program's folder", async () => {
    const aliyun = await StandinAliyun.start();
    fs.writeFileSync(path.join(aliyun.account.folder, "a.zip"), "123456789");
    const token = "alicloud:index/getFileCrc64Checksum:getFileCrc64Checksum";
    const { checksum } = await aliyun.provider().invoke(token, { filename: "a.zip" });
    assert.equal(checksum, check);
    await aliyun.stop();
  });
});
