import type { Checker } from "../../components/checker.js";
import { asSection, isLater } from "../../components/rule.js";
import type { AliyunDnsArgs, AliyunNasArgs, AliyunNasMountArgs, AliyunVpcArgs } from "./args.js";

const ids = { min: 0, max: 65_534 };

/** Checks `aliyun.vpc`. */
export function toVpc(args: AliyunVpcArgs | undefined, check: Checker): AliyunVpcArgs | undefined {
  if (args === undefined) return undefined;
  const { vswitchIds, securityGroupId } = args;
  check.text("aliyun.vpc.vpcId", args.vpcId);
  if (!isLater(vswitchIds)) {
    const isList = Array.isArray(vswitchIds) && vswitchIds.length > 0;
    if (!isList) check.refuse("aliyun.vpc.vswitchIds", "be a list that names at least one", vswitchIds);
    if (isList)
      vswitchIds.forEach((id, index) => {
        check.text(`aliyun.vpc.vswitchIds[${index}]`, id);
      });
  }
  if (Array.isArray(securityGroupId))
    check.refuse(
      "aliyun.vpc.securityGroupId",
      "be one security group",
      securityGroupId,
      "A function has one.",
    );
  else check.text("aliyun.vpc.securityGroupId", securityGroupId);
  return args;
}

/** Fills and checks `aliyun.nas`. */
export function toNas(
  args: AliyunNasArgs | undefined,
  vpc: AliyunVpcArgs | undefined,
  check: Checker,
): Required<AliyunNasArgs> | undefined {
  if (args === undefined) return undefined;
  if (vpc === undefined)
    check.refuseUnseen("aliyun.nas", 'come with "aliyun.vpc"', "File systems are reached through it.");
  const mounts = Array.isArray(args.mounts) ? args.mounts : [];
  if (mounts.length === 0) check.refuse("aliyun.nas.mounts", "name at least one", args.mounts);
  return {
    mounts: mounts.map((mount, index) => toMount(`aliyun.nas.mounts[${index}]`, asSection(mount), check)),
    userId: check.number("aliyun.nas.userId", args.userId ?? 0, ids),
    groupId: check.number("aliyun.nas.groupId", args.groupId ?? 0, ids),
  };
}

function toMount(
  property: string,
  mount: AliyunNasMountArgs | undefined,
  check: Checker,
): Required<AliyunNasMountArgs> {
  const { server = "", folder = "", tls = false } = mount ?? {};
  check.text(`${property}.server`, server);
  if (typeof folder !== "string" || !folder.startsWith("/"))
    check.refuse(`${property}.folder`, 'be a folder such as "/mnt/models"', folder);
  return { server, folder, tls: check.boolean(`${property}.tls`, tls) };
}

/** Fills and checks `aliyun.dns`. */
export function toDns(args: AliyunDnsArgs | undefined, check: Checker): Required<AliyunDnsArgs> | undefined {
  if (args === undefined) return undefined;
  return {
    nameServers: check.nonEmptyStrings("aliyun.dns.nameServers", args.nameServers),
    searches: check.strings("aliyun.dns.searches", args.searches ?? []),
    options: check.plainStrings("aliyun.dns.options", args.options ?? {}),
  };
}
